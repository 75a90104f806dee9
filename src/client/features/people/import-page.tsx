import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../core/domain/job.ts'
import { readStaff } from '../../../core/exchange/staff.ts'
import { guessMapping, type StaffMapping } from '../../../core/exchange/staff-mapping.ts'
import type { StaffPlan } from '../../../core/exchange/staff-plan.ts'
import type { Table } from '../../../core/exchange/table.ts'
import { staffOf } from '../../app/campaigns.ts'
import { useLive } from '../../app/context.tsx'
import { ownAdministration, ownPacks } from '../../app/own.ts'
import type { TableReader } from '../../exchange/read-table.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ImportColumns } from './import-columns.tsx'
import { ImportDone } from './import-done.tsx'
import { ImportFile } from './import-file.tsx'
import { ImportPlan } from './import-plan.tsx'
import { ImportProblems } from './import-problems.tsx'
import styles from './people.module.css'

type Loaded = { readonly table: Table; readonly mapping: StaffMapping }

type Props = {
  /** Reads the file away from the screen's thread; a test hands in its own reader. */
  readonly openReader?: () => TableReader
}

/** Choose → columns → check → confirm, on one page: whoever mends a column sees at once what it mends. */
export const ImportPage = ({ openReader }: Props) => {
  const { t } = useTranslation('people')
  const context = useStaffContext()
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [done, setDone] = useState<StaffPlan['counts'] | null>(null)
  const read = useMemo(() => (loaded && context ? readStaff(loaded.table, loaded.mapping, context) : null), [loaded, context])
  const load = (table: Table | null): void => {
    setDone(null)
    setLoaded(table && { table, mapping: guessMapping(table.header) })
  }

  if (!context)
    return (
      <Page title={t('import.title')} lede={t('import.lead')}>
        <Skeleton shape="page" />
      </Page>
    )
  return (
    <Page title={t('import.title')} lede={t('import.lead')}>
      {context.jobs.length === 0 && <NeedsPack />}
      {context.jobs.length > 0 && (
        <div className={styles['steps']}>
          <ImportFile jobs={context.jobs} load={load} table={loaded?.table ?? null} openReader={openReader} />
          {loaded && !done && (
            <ImportColumns
              table={loaded.table}
              mapping={loaded.mapping}
              remap={(mapping) => setLoaded({ table: loaded.table, mapping })}
            />
          )}
          {read && !done && !read.ok && <ImportProblems problems={read.problem} />}
          {read?.ok && !done && <ImportPlan plan={read.value} imported={() => setDone(read.value.counts)} />}
          {done && <ImportDone counts={done} />}
        </div>
      )}
    </Page>
  )
}

/** What the list is measured against: the staff that is stored, and the jobs of the administration's packs. */
const useStaffContext = () =>
  useLive(async (app) => {
    const [staff, packs, administration] = await Promise.all([staffOf(app), ownPacks(app), ownAdministration(app)])
    const jobs = new Map<string, Job>(packs.flatMap(({ pack }) => pack.jobs.map((job) => [job.code, job] as const)).reverse())
    return { ...staff, jobs: [...jobs.values()], language: administration?.language ?? 'fr' }
  })

const NeedsPack = () => {
  const { t } = useTranslation('people')
  return (
    <EmptyState
      icon="book"
      title={t('import.needsPack.title')}
      actions={
        <LinkButton to="/library" kind="primary">
          {t('import.needsPack.go')}
        </LinkButton>
      }
    >
      {t('import.needsPack.text')}
    </EmptyState>
  )
}
