import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import { useFigures } from './number.ts'
import styles from './progress-bar.module.css'

type Props = {
  /** What progresses: « Compétences évaluées ». */
  readonly label: string
  readonly value: number
  readonly max: number
  /** Leaves the label to the ears, where its place on the screen makes it plain. */
  readonly labelHidden?: boolean | undefined
}

/** n of m, in figures first; the bar only repeats them. */
export const ProgressBar = ({ label, value, max, labelHidden }: Props) => {
  const { t } = useTranslation('ui')
  const { integer } = useFigures()
  const text = t('count.of', { n: integer(value), m: integer(max) })
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <div className={styles['progress']}>
      <div className={classes(styles['words'], labelHidden && styles['bare'])} aria-hidden="true">
        {!labelHidden && <span>{label}</span>}
        <span className={styles['count']}>{text}</span>
      </div>
      <div
        className={styles['track']}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
      >
        <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect width={share * 100} height="6" />
        </svg>
      </div>
    </div>
  )
}
