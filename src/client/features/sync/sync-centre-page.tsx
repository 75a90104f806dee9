import { useTranslation } from 'react-i18next'
import { useLive } from '../../app/context.tsx'
import { ledgerOf } from '../../app/ledger.ts'
import { useSession } from '../../app/session.ts'
import { useDamaged } from '../../app/use-damaged.ts'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Carried } from './carried.tsx'
import { Damaged } from './damaged.tsx'
import { Disputed } from './disputed.tsx'
import { Exchange } from './exchange.tsx'
import { ExportWork } from './export-work.tsx'
import { Held } from './held.tsx'
import { Refused } from './refused.tsx'
import { SealedExport } from './sealed-export.tsx'
import styles from './sync.module.css'
import { useOnlyInJournal } from './use-only-in-journal.ts'
import { Waiting } from './waiting.tsx'

/** Where every piece of work is. What is only here comes first: it is what a person may lose. */
export const SyncCentrePage = () => {
  const { t } = useTranslation('sync')
  const ledger = useLive(ledgerOf)
  const journaled = useOnlyInJournal()
  // Where there are accounts, what lies here lies sealed, and leaves sealed.
  const isSealed = useSession(({ session }) => session !== null)
  const damaged = useDamaged(({ items }) => items.filter(({ table }) => table === 'unsent').length)
  const unsent = ledger ? ledger.operations + ledger.refused.length + journaled : 0
  return (
    <Page title={t('title')} lede={t('lead')}>
      <Exchange />
      {!ledger && <Skeleton shape="rows" />}
      {ledger && (
        <div className={styles['parts']}>
          {isSealed && <Damaged />}
          {ledger.refused.length > 0 && <Refused refused={ledger.refused} />}
          {ledger.conflicts.length + ledger.disputes.length > 0 && <Disputed ledger={ledger} />}
          <Waiting ledger={ledger} journaled={journaled} damaged={damaged} />
          {unsent > 0 && (isSealed ? <SealedExport /> : <ExportWork count={unsent} />)}
          {isSealed && <Carried />}
          {(ledger.atHeadquarters.length > 0 || ledger.conflicts.length === 0) && <Held held={ledger.atHeadquarters} />}
        </div>
      )}
    </Page>
  )
}
