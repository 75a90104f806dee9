import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Gap } from '../../../core/domain/gap.ts'
import { classes } from '../../ui/classes.ts'
import { GapSign } from '../../ui/gap-sign.tsx'
import { useReportAddress } from './address.ts'
import styles from './gap-bars.module.css'
import type { Names } from './names.ts'

type Props = { readonly lines: readonly Gap[]; readonly names: Names }

/** Half the width stands for this many levels at least: one level must not look like an abyss. */
const leastReach = 3

/** One bar a rated requirement, from the requirement outwards: below it to the start, above it to the end. */
export const GapBars = ({ lines, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { to } = useReportAddress()
  const widest = Math.max(leastReach, ...lines.map(({ gap }) => Math.abs(gap ?? 0)))
  return (
    <ol className={styles['bars']}>
      {lines.map(({ requirement, status, assessed, gap = 0 }) => (
        <li key={requirement.competency} className={styles['line']}>
          <div className={styles['words']}>
            <Link to={to(`/gaps/competency/${requirement.competency}`)} className={styles['name']}>
              {names.competency(requirement.competency)}
            </Link>
            <span className={styles['levels']}>
              {t('bars.levels', { required: requirement.level, assessed })}
              {requirement.essential && <strong> · {t('essential')}</strong>}
            </span>
          </div>
          <div
            className={classes(styles['track'], styles[status])}
            style={{ '--size': `${(Math.abs(gap) / widest) * 50}%` } as CSSProperties}
            aria-hidden="true"
          />
          <GapSign status={status} gap={gap} />
        </li>
      ))}
    </ol>
  )
}
