import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffPlan } from '../../../core/exchange/staff-plan.ts'
import { useApp } from '../../app/context.tsx'
import { importStaff } from '../../app/staff.ts'
import { announce } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { ImportStep } from './import-step.tsx'

type Props = { readonly plan: StaffPlan; readonly imported: () => void }

const kinds = ['units', 'people', 'posts'] as const
const counted = ['created', 'updated', 'unchanged'] as const

/** What the import will do, in counts, and the one deed that does it: everything at once. */
export const ImportPlan = ({ plan, imported }: Props) => {
  const { t } = useTranslation('people')
  const { integer } = useFigures()
  const app = useApp()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const changes = plan.units.length + plan.people.length + plan.posts.length

  const confirm = async (): Promise<void> => {
    setBusy(true)
    const done = await importStaff(app, plan)
    setBusy(false)
    if (!done.ok) return setProblem(done.problem.problem)
    announce(t('import.done.title'))
    imported()
  }

  return (
    <ImportStep title={t('import.check.title')}>
      <DataTable
        caption={t('import.check.what')}
        rows={kinds}
        rowKey={(kind) => kind}
        columns={[
          { key: 'kind', head: t('import.check.kind'), names: true, cell: (kind) => t(`import.check.${kind}`) },
          ...counted.map((count) => ({
            key: count,
            head: t(`import.check.${count}`),
            numeric: true,
            cell: (kind: (typeof kinds)[number]) => integer(plan.counts[kind][count]),
          })),
        ]}
      />
      {changes === 0 ? (
        <Notice tone="info" title={t('import.check.nothing')} />
      ) : (
        <>
          <p>{t('import.leave')}</p>
          <div>
            <Button kind="primary" icon="check" busy={busy} onClick={() => void confirm()}>
              {t('import.confirm', { count: changes })}
            </Button>
          </div>
        </>
      )}
      {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
    </ImportStep>
  )
}
