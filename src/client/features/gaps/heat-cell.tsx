import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { coverage, due, weightedGap } from '../../../core/domain/gap.ts'
import type { HeatCell } from '../../../core/domain/heatmap.ts'
import { classes } from '../../ui/classes.ts'
import { GapShape } from '../../ui/gap-sign.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { noFigure, useReportFigures } from './figures.ts'
import styles from './heat-table.module.css'
import { heatLook } from './heat-tone.ts'

type Props = {
  readonly cell: HeatCell | undefined
  readonly show: 'coverage' | 'gap'
  readonly to: string
  /** Which competency, which unit: heard before the figure. */
  readonly label: string
}

/** One cell: sign, figure, base. Nothing rated is a dash with its base, and not required is empty: neither is zero. */
export const HeatCellView = ({ cell, show, to, label }: Props) => {
  const { t } = useTranslation('gaps')
  const { percent, decimal, integer } = useReportFigures()
  if (!cell)
    return (
      <td className={styles['absent']}>
        <VisuallyHidden>{t('heat.absent')}</VisuallyHidden>
      </td>
    )
  const { sums } = cell
  const { tone, sign } = heatLook(cell, show)
  const figure = show === 'gap' ? decimal(weightedGap(sums)) : percent(coverage(sums))
  return (
    <td className={classes(styles['cell'], styles[tone])}>
      <Link to={to} className={styles['link']}>
        <VisuallyHidden>{label} </VisuallyHidden>
        {sums.rated === 0 ? (
          <span className={styles['figure']}>
            <span aria-hidden="true">{noFigure}</span>
            <VisuallyHidden>{t('heat.nothing')}</VisuallyHidden>
          </span>
        ) : (
          <span className={styles['figure']}>
            <GapShape status={sign} size={12} />
            {figure}
          </span>
        )}
        <span className={styles['base']}>{t('base.short', { n: integer(sums.rated), of: integer(due(sums)) })}</span>
      </Link>
    </td>
  )
}
