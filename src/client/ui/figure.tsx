import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import styles from './figure.module.css'
import { type Moment, useFigures } from './number.ts'

type Props = {
  readonly label: string
  /** Formatted already. Undefined when nothing allows a figure: said in words, never as 0. */
  readonly value: string | undefined
  readonly unit?: string | undefined
  /** From how many out of how many: « 29 sur 31 ». */
  readonly base?: { readonly n: number; readonly of: number; readonly what?: string | undefined } | undefined
  /** The newest moment the figure knows of. Without it, the figure is of now. */
  readonly asOf?: Moment | undefined
  readonly now?: Moment | undefined
  readonly tone?: 'plain' | 'shortfall' | 'surplus' | 'warning'
  /** The value is said in words (« il y a 19 jours »), which want less room than digits. */
  readonly inWords?: boolean
  /** A sign before the figure, so that a tone is never colour alone. */
  readonly sign?: ReactNode
}

/** One figure with its unit, its base and its age. */
export const Figure = ({ label, value, unit, base, asOf, now, tone = 'plain', inWords = false, sign }: Props) => {
  const { t } = useTranslation('ui')
  const { integer, age, date } = useFigures()
  const grounds = [
    base && [t('count.of', { n: integer(base.n), m: integer(base.of) }), base.what].filter(Boolean).join(' '),
    asOf !== undefined && (now !== undefined ? age(asOf, now) : date(asOf)),
  ].filter(Boolean)
  return (
    <div className={styles['figure']}>
      <p className={styles['label']}>{label}</p>
      {value === undefined ? (
        <p className={styles['none']}>{t('figure.none')}</p>
      ) : (
        <p className={classes(styles['value'], inWords && styles['words'], styles[tone])}>
          {sign}
          {value}
          {unit && <span className={styles['unit']}> {unit}</span>}
        </p>
      )}
      {grounds.length > 0 && <p className={styles['grounds']}>{grounds.join(' · ')}</p>}
    </div>
  )
}
