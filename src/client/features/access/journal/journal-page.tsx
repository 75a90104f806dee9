import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allActors } from '../../../app/audit.ts'
import { useLive } from '../../../app/context.tsx'
import { Page } from '../../../ui/page.tsx'
import { AccessTabs } from '../access-tabs.tsx'
import { staffHere } from '../account-staff.ts'
import { AnswerGate } from '../answer-gate.tsx'
import { useAnswer } from '../use-answer.ts'
import { everything, type Filter, wantedBy } from './filter.ts'
import { JournalEntries } from './journal-entries.tsx'
import { JournalFilters } from './journal-filters.tsx'

/** The log of who did what, for administrators. It is read at headquarters, a screenful at a time, and kept nowhere else. */
export const JournalPage = () => {
  const { t } = useTranslation('journal')
  const { answer, ask } = useAnswer(allActors)
  const staff = useLive(staffHere)
  const [filter, setFilter] = useState<Filter>(everything)
  return (
    <Page title={t('title')} lede={t('lede')}>
      <AccessTabs />
      <AnswerGate answer={answer} ask={ask}>
        {(actors) =>
          staff && (
            <>
              <JournalFilters filter={filter} choose={setFilter} accounts={actors.accounts} staff={staff} />
              <JournalEntries key={JSON.stringify(filter)} wanted={wantedBy(filter)} actors={actors} staff={staff} />
            </>
          )
        }
      </AnswerGate>
    </Page>
  )
}
