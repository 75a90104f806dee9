import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allTablets, type Tablet } from '../../app/accounts.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { matches } from '../../ui/forgiving-match.ts'
import { Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { AccessTabs } from './access-tabs.tsx'
import styles from './accounts.module.css'
import { AnswerGate } from './answer-gate.tsx'
import { EnrolmentSheet } from './enrolment-sheet.tsx'
import { RevokeSheet } from './revoke-sheet.tsx'
import { TabletPart } from './tablet-part.tsx'
import { useAnswer } from './use-answer.ts'

/** Every tablet that has joined: who works on it, what it still holds, how it is; and the way to shut one out. */
export const TabletsPage = () => {
  const { t } = useTranslation('access')
  const { answer, ask } = useAnswer(allTablets)
  const [query, setQuery] = useState('')
  const [enrolling, setEnrolling] = useState(false)
  const [revoking, setRevoking] = useState<Tablet | null>(null)
  const close = (): void => {
    setEnrolling(false)
    setRevoking(null)
    void ask()
  }
  return (
    <Page
      title={t('tablets.title')}
      lede={t('tablets.lede')}
      actions={
        <>
          <Button icon="sync" onClick={() => void ask()}>
            {t('tablets.again')}
          </Button>
          <Button kind="primary" icon="plus" onClick={() => setEnrolling(true)}>
            {t('tablets.enrol')}
          </Button>
        </>
      }
    >
      <AccessTabs />
      <AnswerGate answer={answer} ask={ask}>
        {(all) => {
          const found = all.filter((tablet) => passes(tablet, query))
          if (all.length === 0)
            return (
              <EmptyState icon="tablet" title={t('tablets.none')}>
                {t('tablets.noneDo')}
              </EmptyState>
            )
          return (
            <div className={styles['tablets']}>
              {all.length > 5 && (
                <SearchBox label={t('tablets.search')} value={query} onChange={setQuery} found={String(found.length)} />
              )}
              {[...found].sort(loudestFirst).map((tablet) => (
                <TabletPart key={tablet.id} tablet={tablet} revoke={() => setRevoking(tablet)} />
              ))}
            </div>
          )
        }}
      </AnswerGate>
      {enrolling && <EnrolmentSheet close={close} />}
      {revoking && <RevokeSheet tablet={revoking} close={close} />}
    </Page>
  )
}

const passes = ({ name, contacts }: Tablet, query: string): boolean =>
  query.trim() === '' || matches(query, [name, ...contacts.map(({ account }) => account)].join(' '))

const states: readonly Tablet['state'][] = ['active', 'revoked', 'erased']

/** Working tablets first, and among them what was silent longest: that is where work may be stuck. */
const loudestFirst = (a: Tablet, b: Tablet): number =>
  states.indexOf(a.state) - states.indexOf(b.state) || (lastOf(a) < lastOf(b) ? -1 : 1)

const lastOf = ({ contacts, enrolled }: Tablet): string =>
  contacts.reduce((latest, { last }) => (last > latest ? last : latest), contacts.length === 0 ? enrolled : '')
