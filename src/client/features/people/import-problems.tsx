import { useTranslation } from 'react-i18next'
import type { RowProblem } from '../../../core/exchange/staff-problem.ts'
import { englishStyle, exportCsv, frenchStyle } from '../../../core/exchange/write-csv.ts'
import { useApp } from '../../app/context.tsx'
import { noteExport } from '../../app/exports.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ImportStep } from './import-step.tsx'
import styles from './people.module.css'

const most = 20

/** Every problem by line, column and reason. One is enough for nothing to be imported. */
export const ImportProblems = ({ problems }: { readonly problems: readonly RowProblem[] }) => {
  const { t, i18n } = useTranslation(['people', 'import'])
  const reason = ({ problem, params }: RowProblem): string => t(`import:problem.${problem}`, { ...params })
  const columnOf = ({ column, field }: RowProblem): string => column || t(`import:field.${field}`)
  const groups = groupsOf(problems)
  const app = useApp()
  const save = async (): Promise<void> => {
    await noteExport(app, { subject: 'import', way: 'csv' })
    const head = [t('import.check.line'), t('import.check.column'), t('import.check.reason')]
    const rows = problems.map((problem) => [problem.line, columnOf(problem), reason(problem)])
    saveFile(t('import.check.file'), exportCsv([head, ...rows], i18n.language === 'en' ? englishStyle : frenchStyle), 'text/csv')
  }
  return (
    <ImportStep title={t('import.check.title')}>
      <Notice
        tone="danger"
        live
        title={t('import.check.problems', { count: problems.length })}
        actions={
          <Button icon="download" onClick={() => void save()}>
            {t('import.check.export')}
          </Button>
        }
      >
        {t('import.check.advice')}
      </Notice>
      {groups.map((group) => {
        const [first] = group
        if (!first) return null
        const title = t('import.check.group', { field: t(`import:field.${first.field}`), count: group.length })
        return (
          <section key={`${first.field} ${first.problem}`} className={styles['problems']}>
            <DataTable
              caption={title}
              rows={group.slice(0, most)}
              rowKey={(problem) => `${problem.line} ${JSON.stringify(problem.params)}`}
              columns={[
                { key: 'line', head: t('import.check.line'), numeric: true, cell: ({ line }) => line },
                { key: 'column', head: t('import.check.column'), cell: columnOf },
                { key: 'reason', head: t('import.check.reason'), cell: reason },
              ]}
            />
            {group.length > most && <p className={styles['about']}>{t('import.check.more', { count: group.length - most })}</p>}
          </section>
        )
      })}
    </ImportStep>
  )
}

/** The same trouble in the same field stands together: one mistake of the list is often made on every line. */
const groupsOf = (problems: readonly RowProblem[]): readonly (readonly RowProblem[])[] => {
  const groups = new Map<string, RowProblem[]>()
  for (const problem of problems) {
    const key = `${problem.field} ${problem.problem}`
    groups.set(key, [...(groups.get(key) ?? []), problem])
  }
  return [...groups.values()]
}
