import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { coverage, due, readiness, weightedGap } from '../../../core/domain/gap.ts'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useReportAddress } from './address.ts'
import { noFigure, useReportFigures } from './figures.ts'
import { Section } from './section.tsx'

/** Units side by side, each from the sums over its posts, with the whole on the last line. */
export const UnitsSection = ({ report }: { readonly report: CampaignReport }) => {
  const { t } = useTranslation('gaps')
  const { to } = useReportAddress()
  const { percent, decimal, integer } = useReportFigures()
  const rows = [
    ...report.units.map((unit) => ({ ...unit, key: unit.unit as string, link: to(`/gaps/unit/${unit.unit}`) })),
    { key: 'whole', name: t('heat.whole'), link: undefined, completeness: report.completeness, sums: report.sums },
  ]
  return (
    <Section title={t('units.title')} lede={t('units.lede')}>
      <DataTable
        caption={t('units.caption')}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'unit',
            head: t('filter.unit'),
            names: true,
            cell: ({ name, link }) => (link ? <Link to={link}>{name}</Link> : name),
          },
          {
            key: 'assessed',
            head: t('figure.assessed'),
            numeric: true,
            cell: ({ completeness: { signed, assigned } }) => t('base.of', { n: integer(signed), of: integer(assigned) }),
          },
          {
            key: 'rated',
            head: t('officers.rated'),
            numeric: true,
            cell: ({ sums }) => t('base.of', { n: integer(sums.rated), of: integer(due(sums)) }),
          },
          { key: 'coverage', head: t('figure.coverage'), numeric: true, cell: ({ sums }) => percent(coverage(sums)) },
          { key: 'readiness', head: t('figure.readiness'), numeric: true, cell: ({ sums }) => percent(readiness(sums)) },
          { key: 'gap', head: t('figure.weightedGap'), numeric: true, cell: ({ sums }) => decimal(weightedGap(sums)) },
          {
            key: 'essential',
            head: t('figure.essential'),
            numeric: true,
            cell: ({ sums }) => (sums.rated === 0 ? noFigure : integer(sums.essentialShortfalls)),
          },
        ]}
      />
    </Section>
  )
}
