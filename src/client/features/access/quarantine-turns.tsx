import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import styles from './quarantine.module.css'

/** Where in the list somebody is. */
export type Turn = {
  /** The piece after which it begins; undefined at the beginning. */
  readonly after: string | undefined
  /** Somebody came here from another screenful. */
  readonly isTurned: boolean
}

type ShownProps = { readonly count: number; readonly more: boolean; readonly turn: Turn }

/** How many are shown, where these are not all. Whoever came from another screenful begins to read here. */
export const Shown = ({ count, more, turn: { after, isTurned } }: ShownProps) => {
  const { t } = useTranslation('access')
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (isTurned) line.current?.focus()
  }, [isTurned])
  const isLater = after !== undefined
  if (!more && !isLater) return null
  return (
    <p ref={line} tabIndex={-1} className={styles['shown']}>
      {t(isLater ? 'quarantine.later' : 'quarantine.more', { count })}
    </p>
  )
}

type TurnsProps = {
  /** The last piece shown, where others follow it. */
  readonly last: string | undefined
  readonly turn: Turn
  readonly go: (after: string | undefined) => void
}

/** On to what follows, which asks nobody to admit what stands before it; and back to what has waited longest. */
export const QuarantineTurns = ({ last, turn: { after }, go }: TurnsProps) => {
  const { t } = useTranslation('access')
  if (last === undefined && after === undefined) return null
  return (
    <div className={styles['turns']}>
      {after !== undefined && (
        <Button icon="arrow-left" onClick={() => go(undefined)}>
          {t('quarantine.begin')}
        </Button>
      )}
      {last !== undefined && (
        <Button iconAfter="arrow-right" onClick={() => go(last)}>
          {t('quarantine.onward')}
        </Button>
      )}
    </div>
  )
}
