import { useTranslation } from 'react-i18next'
import { coverage, due, readiness, type Tally, weightedGap } from '../../../core/domain/gap.ts'
import { Figure } from '../../ui/figure.tsx'
import { GapShape } from '../../ui/gap-sign.tsx'
import { useReportFigures } from './figures.ts'

type Props = {
  readonly sums: Tally
  readonly asOf: string | undefined
  /** Where the figures are one person's, whose verdict stands beside them. */
  readonly readyFrom?: number
}

/** The four figures that every report shows, each with its base and its age. */
export const CoreFigures = ({ sums, asOf, readyFrom = 0 }: Props) => {
  const { t } = useTranslation('gaps')
  const { percent, percentUnder, decimal, integer } = useReportFigures()
  const rated = { n: sums.rated, of: due(sums), what: t('base.rated') }
  const nothing = sums.rated === 0
  return (
    <>
      <Figure label={t('figure.coverage')} value={nothing ? undefined : percent(coverage(sums))} base={rated} asOf={asOf} />
      <Figure
        label={t('figure.readiness')}
        value={nothing ? undefined : percentUnder(readiness(sums), readyFrom)}
        base={rated}
        asOf={asOf}
      />
      <Figure
        label={t('figure.weightedGap')}
        value={nothing ? undefined : decimal(weightedGap(sums))}
        unit={t('unit.levels', { count: weightedGap(sums) ?? 0 })}
        base={rated}
        asOf={asOf}
      />
      <Figure
        label={t('figure.essential')}
        value={nothing ? undefined : integer(sums.essentialShortfalls)}
        sign={sums.essentialShortfalls > 0 && <GapShape status="shortfall" size={20} />}
        tone={sums.essentialShortfalls > 0 ? 'shortfall' : 'plain'}
        base={rated}
        asOf={asOf}
      />
    </>
  )
}
