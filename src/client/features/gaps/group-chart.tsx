import { useTranslation } from 'react-i18next'
import { coverage, due } from '../../../core/domain/gap.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useReportFigures } from './figures.ts'
import { GroupBars } from './group-bars.tsx'
import styles from './group-chart.module.css'
import { GroupRadar } from './group-radar.tsx'
import type { Names } from './names.ts'
import { leastAxes, type OfficerView } from './officer-view.ts'

type Props = { readonly view: OfficerView; readonly names: Names }

/** Required against held by competency group: a radar, or bars when too few groups have ratings; and the same as a table. */
export const GroupChart = ({ view, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { decimal, percent, integer } = useReportFigures()
  const { axes, groups } = view
  return (
    <div className={styles['pair']}>
      {axes.length >= leastAxes ? (
        <GroupRadar axes={axes} highest={names.highest} />
      ) : (
        <GroupBars axes={axes} highest={names.highest} />
      )}
      <DataTable
        caption={t('groups.caption')}
        rows={groups}
        rowKey={({ group }) => group}
        columns={[
          { key: 'group', head: t('groups.group'), names: true, cell: ({ group }) => names.group(group) },
          { key: 'required', head: t('groups.required'), numeric: true, cell: (row) => decimal(row.meanRequired) },
          { key: 'held', head: t('groups.held'), numeric: true, cell: (row) => decimal(row.meanAssessed) },
          { key: 'coverage', head: t('figure.coverage'), numeric: true, cell: ({ sums }) => percent(coverage(sums)) },
          {
            key: 'base',
            head: t('groups.base'),
            numeric: true,
            cell: ({ sums }) => t('base.of', { n: integer(sums.rated), of: integer(due(sums)) }),
          },
        ]}
      />
    </div>
  )
}
