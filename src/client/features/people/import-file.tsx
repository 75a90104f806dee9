import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../core/domain/job.ts'
import type { Table, TableProblem } from '../../../core/exchange/table.ts'
import { readTable, type TableReader } from '../../exchange/read-table.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { ImportStep } from './import-step.tsx'
import styles from './people.module.css'
import { useTemplate } from './template.ts'

type Chosen = { readonly name: string; readonly bytes: Uint8Array }

type Props = {
  readonly jobs: readonly Job[]
  readonly table: Table | null
  readonly load: (table: Table | null) => void
  readonly openReader?: (() => TableReader) | undefined
}

/** Which file, and how it was read: nothing in a CSV says its encoding, so it is shown and can be doubted. */
export const ImportFile = ({ jobs, table, load, openReader }: Props) => {
  const { t } = useTranslation(['people', 'import'])
  const chooser = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<TableProblem | null>(null)
  const [broken, setBroken] = useState(false)
  const saveTemplate = useTemplate(jobs)

  const read = async (file: Chosen, sheet?: string): Promise<void> => {
    setChosen(file)
    setBusy(true)
    setProblem(null)
    setBroken(false)
    try {
      const found = await readTable(file.bytes, file.name, { sheet, openReader })
      setProblem(found.ok ? null : found.problem)
      load(found.ok ? found.value : null)
    } catch {
      setBroken(true)
      load(null)
    }
    setBusy(false)
  }
  const choose = async (file: File | undefined): Promise<void> => {
    if (file) await read({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  }

  return (
    <ImportStep title={t('import.file.title')}>
      {chosen && <p className={styles['fileName']}>{chosen.name}</p>}
      {table && <Detected table={table} />}
      {table && table.sheets.length > 1 && chosen && (
        <Select
          label={t('import.file.sheet')}
          options={table.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          value={table.sheet}
          onChange={(sheet) => void read(chosen, sheet)}
        />
      )}
      {problem && (
        <Notice tone="danger" live title={t('import.file.refused')}>
          {t(`import:problem.${problem.problem}`, { ...problem.params })}
        </Notice>
      )}
      {broken && (
        <Notice tone="danger" live title={t('import.file.refused')}>
          {t('import.file.broken')}
        </Notice>
      )}
      <div className={styles['deeds']}>
        <Button
          kind={table ? 'secondary' : 'primary'}
          icon="upload"
          busy={busy && t('import.file.reading')}
          onClick={() => chooser.current?.click()}
        >
          {t(chosen ? 'import.file.other' : 'import.file.choose')}
        </Button>
        {!chosen && (
          <Button icon="download" onClick={saveTemplate}>
            {t('import.file.template')}
          </Button>
        )}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx,text/csv"
        aria-label={t('import.file.choose')}
        onChange={(event) => {
          void choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </ImportStep>
  )
}

const separatorNames: Readonly<Record<string, string>> = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' }

const Detected = ({ table }: { readonly table: Table }) => {
  const { t } = useTranslation('people')
  const { rows, encoding, separator } = table
  const facts = [
    t('import.file.rows', { count: rows.length }),
    encoding && t('import.file.encoding', { encoding: encoding.toUpperCase() }),
    separator && t('import.file.separator', { separator: t(`import.separator.${separatorNames[separator] ?? 'comma'}`) }),
  ]
  return <p className={styles['about']}>{facts.filter(Boolean).join(' · ')}</p>
}
