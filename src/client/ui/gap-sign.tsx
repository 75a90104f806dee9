import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import styles from './gap-sign.module.css'
import { useFigures } from './number.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

export type GapSignStatus = 'shortfall' | 'meets' | 'surplus' | 'not-observed' | 'not-applicable' | 'unrated'

const shapes: Readonly<Record<GapSignStatus, string>> = {
  shortfall: 'M1.5 3h13L8 14z',
  meets: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
  surplus: 'M1.5 13h13L8 2z',
  'not-observed': 'M8 1.8 14.2 8 8 14.2 1.8 8z',
  'not-applicable': 'M2.5 8h11',
  unrated: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
}

type ShapeProps = { readonly status: GapSignStatus; readonly size?: number }

/** The bare shape, for a place where the word stands beside it already (a table head, a legend, a rail). */
export const GapShape = ({ status, size = 14 }: ShapeProps) => (
  <svg
    className={classes(styles['shape'], styles[status])}
    viewBox="0 0 16 16"
    width={size}
    height={size}
    aria-hidden="true"
    focusable="false"
  >
    <path d={shapes[status]} />
  </svg>
)

type Props = {
  readonly status: GapSignStatus
  /** The gap in levels, A − R. Shown with its sign. */
  readonly gap?: number | undefined
  /** Hides the word from the eye where a column is narrow; the shape stays, and the word for ears. */
  readonly compact?: boolean | undefined
}

/** ▼ shortfall, ● meets, ▲ surplus, ◇ not observed, – not applicable, ○ unrated: shape, word, then colour. */
export const GapSign = ({ status, gap, compact }: Props) => {
  const { t } = useTranslation('ui')
  const { signed } = useFigures()
  const word = t(`gap.${status}`)
  return (
    <span className={classes(styles['sign'], styles[status])} title={compact ? word : undefined}>
      <GapShape status={status} />
      {compact ? <VisuallyHidden>{word}</VisuallyHidden> : <span>{word}</span>}
      {gap !== undefined && gap !== 0 && <span className={styles['gap']}>{signed(gap)}</span>}
    </span>
  )
}
