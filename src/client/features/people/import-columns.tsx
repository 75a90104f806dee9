import { useTranslation } from 'react-i18next'
import { requiredStaffFields, type StaffField, type StaffMapping, staffFields } from '../../../core/exchange/staff-mapping.ts'
import type { Table } from '../../../core/exchange/table.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Select } from '../../ui/select.tsx'
import { ImportStep } from './import-step.tsx'
import styles from './people.module.css'

type Props = {
  readonly table: Table
  readonly mapping: StaffMapping
  readonly remap: (mapping: StaffMapping) => void
}

const absent = 'absent'

const shortened = (text: string): string => (text.length > 28 ? `${text.slice(0, 27)}…` : text)

/** Which column says what, guessed by its title, each with samples of what stands in it. */
export const ImportColumns = ({ table, mapping, remap }: Props) => {
  const { t } = useTranslation(['people', 'import'])
  const headOf = (column: number): string => table.header[column] || t('import.columns.untitled', { number: column + 1 })
  const options = [
    { value: absent, label: t('import.columns.absent') },
    ...table.header.map((_, column) => ({ value: String(column), label: headOf(column) })),
  ]
  const choose = (field: StaffField, value: string): void => {
    const column = value === absent ? undefined : Number(value)
    // A column serves one field: whoever takes it, takes it from the other.
    const others = Object.fromEntries(Object.entries(mapping).filter(([other, at]) => other !== field && at !== column))
    remap(column === undefined ? others : { ...others, [field]: column })
  }
  const samplesOf = (column: number | undefined): string | undefined => {
    if (column === undefined) return undefined
    const samples = [...new Set(table.rows.slice(0, 50).map(({ cells }) => cells[column]?.trim() ?? ''))].filter(Boolean)
    if (samples.length === 0) return t('import.columns.empty')
    return t('import.columns.samples', { samples: samples.slice(0, 3).map(shortened).join(', ') })
  }
  return (
    <ImportStep title={t('import.columns.title')} about={t('import.columns.text')}>
      <div className={styles['columns']}>
        {staffFields.map((field) => (
          <Select
            key={field}
            label={t(`import:field.${field}`)}
            required={requiredStaffFields.includes(field)}
            hint={samplesOf(mapping[field])}
            options={options}
            value={mapping[field] === undefined ? absent : String(mapping[field])}
            onChange={(value) => choose(field, value)}
          />
        ))}
      </div>
      <Preview table={table} headOf={headOf} />
    </ImportStep>
  )
}

type PreviewProps = { readonly table: Table; readonly headOf: (column: number) => string }

const Preview = ({ table, headOf }: PreviewProps) => {
  const { t } = useTranslation('people')
  return (
    <details className={styles['preview']}>
      <summary>{t('import.columns.preview')}</summary>
      <DataTable
        caption={t('import.columns.preview')}
        captionHidden
        rows={table.rows.slice(0, 5)}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: 'line', head: t('import.columns.line'), numeric: true, cell: ({ line }) => line },
          ...table.header.map((_, column) => ({
            key: String(column),
            head: headOf(column),
            cell: ({ cells }: Table['rows'][number]) => cells[column] ?? '',
          })),
        ]}
      />
    </details>
  )
}
