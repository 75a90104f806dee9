import { useTranslation } from 'react-i18next'
import type { Comments } from '../../../core/domain/assessment.ts'
import type { Gap } from '../../../core/domain/gap.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { GapSign } from '../../ui/gap-sign.tsx'
import { useReportFigures } from './figures.ts'
import type { Names } from './names.ts'

type Props = { readonly lines: readonly Gap[]; readonly comments: Comments; readonly names: Names }

/** Every requirement of the job description with what was said of it, in its own order. Nothing is left out. */
export const GapTable = ({ lines, comments, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { integer, signed } = useReportFigures()
  return (
    <DataTable
      caption={t('table.caption')}
      rows={lines}
      rowKey={({ requirement }) => requirement.competency}
      columns={[
        {
          key: 'competency',
          head: t('table.competency'),
          names: true,
          cell: ({ requirement }) => names.competency(requirement.competency),
        },
        {
          key: 'weight',
          head: t('table.weight'),
          numeric: true,
          cell: ({ requirement }) => integer(requirement.weight),
        },
        {
          key: 'essential',
          head: t('table.essential'),
          cell: ({ requirement }) => (requirement.essential ? t('yes') : t('no')),
        },
        { key: 'required', head: t('table.required'), cell: ({ requirement }) => names.level(requirement.level) },
        {
          key: 'held',
          head: t('table.held'),
          cell: ({ assessed }) => (assessed === undefined ? signed(undefined) : names.level(assessed)),
        },
        { key: 'gap', head: t('table.gap'), cell: ({ status, gap }) => <GapSign status={status} gap={gap} /> },
        { key: 'comment', head: t('table.comment'), cell: ({ requirement }) => comments.get(requirement.competency) },
      ]}
    />
  )
}
