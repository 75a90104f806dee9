import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TrainingNeed } from '../../../core/domain/need.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useReportAddress } from './address.ts'
import { noFigure, useReportFigures } from './figures.ts'
import type { Names } from './names.ts'

type Props = { readonly needs: readonly TrainingNeed[]; readonly names: Names }

/** Ranked training needs. A competency on which nobody is rated has no rank, and keeps its line. */
export const NeedsTable = ({ needs, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { to, unit, job } = useReportAddress()
  const { integer, decimal, percent } = useReportFigures()
  const rows = needs.map((need, place) => ({ need, rank: need.n === 0 ? noFigure : integer(place + 1) }))
  return (
    <DataTable
      caption={t('needs.caption')}
      rows={rows}
      rowKey={({ need }) => need.competency}
      empty={t('needs.empty')}
      columns={[
        { key: 'rank', head: t('needs.rank'), numeric: true, cell: ({ rank }) => rank },
        {
          key: 'competency',
          head: t('table.competency'),
          names: true,
          cell: ({ need }) => (
            <Link to={to(`/gaps/competency/${need.competency}`, { unit, job })}>{names.competency(need.competency)}</Link>
          ),
        },
        {
          key: 'n',
          head: t('needs.n'),
          numeric: true,
          cell: ({ need }) => t('base.of', { n: integer(need.n), of: integer(need.of) }),
        },
        {
          key: 'short',
          head: t('needs.short'),
          numeric: true,
          cell: ({ need }) => (need.n === 0 ? noFigure : integer(need.short)),
        },
        {
          key: 'essential',
          head: t('needs.essential'),
          numeric: true,
          cell: ({ need }) => (need.n === 0 ? noFigure : integer(need.essentialShort)),
        },
        { key: 'coverage', head: t('figure.coverage'), numeric: true, cell: ({ need }) => percent(need.coverage) },
        { key: 'gap', head: t('figure.weightedGap'), numeric: true, cell: ({ need }) => decimal(need.weightedGap) },
        { key: 'borich', head: t('needs.borich'), numeric: true, cell: ({ need }) => decimal(need.borich) },
        { key: 'brandao', head: t('needs.brandao'), numeric: true, cell: ({ need }) => decimal(need.brandao) },
      ]}
    />
  )
}
