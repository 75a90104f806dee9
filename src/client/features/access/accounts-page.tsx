import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Account, allAccounts } from '../../app/accounts.ts'
import { useLive } from '../../app/context.tsx'
import { ownAdministration } from '../../app/own.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { AccessTabs } from './access-tabs.tsx'
import { AccountSheet } from './account-sheet.tsx'
import { accountsFound, staffHere } from './account-staff.ts'
import { AccountTable } from './account-table.tsx'
import styles from './accounts.module.css'
import { AnswerGate } from './answer-gate.tsx'
import { type HandOver, HandOverPaper } from './hand-over-paper.tsx'
import { NewAccountSheet } from './new-account-sheet.tsx'
import { useAnswer } from './use-answer.ts'

/** Who may sign in, and as what. A new passphrase is shown once, on a card to hand over. */
export const AccountsPage = () => {
  const { t } = useTranslation('access')
  const { answer, ask } = useAnswer(allAccounts)
  const staff = useLive(staffHere)
  const administration = useLive(ownAdministration)
  const [query, setQuery] = useState('')
  const [making, setMaking] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const [cards, setCards] = useState<readonly HandOver[] | null>(null)
  const accounts: readonly Account[] = answer.state === 'known' ? answer.value : []
  const open = accounts.find(({ id }) => id === shown)

  const handOver = (card: HandOver): void => {
    setMaking(false)
    setShown(null)
    setCards([card])
    void ask()
  }
  if (cards) return <HandOverPaper cards={cards} administration={administration?.name} done={() => setCards(null)} />
  return (
    <Page
      title={t('accounts.title')}
      lede={t('accounts.lede')}
      actions={
        <>
          {administration?.demonstration && (
            <LinkButton to="/accounts/ready" icon="people">
              {t('ready.title')}
            </LinkButton>
          )}
          <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
            {t('accounts.new')}
          </Button>
        </>
      }
    >
      <AccessTabs />
      <AnswerGate answer={answer} ask={ask}>
        {(all) =>
          staff && (
            <div className={styles['list']}>
              {all.length > 8 && (
                <SearchBox
                  label={t('accounts.search')}
                  value={query}
                  onChange={setQuery}
                  found={String(accountsFound(all, staff, query).length)}
                />
              )}
              <AccountTable accounts={accountsFound(all, staff, query)} staff={staff} open={setShown} />
            </div>
          )
        }
      </AnswerGate>
      {staff && making && <NewAccountSheet staff={staff} accounts={accounts} made={handOver} close={() => setMaking(false)} />}
      {staff && open && (
        <AccountSheet
          key={open.id}
          account={open}
          staff={staff}
          changed={() => void ask()}
          reset={handOver}
          close={() => setShown(null)}
        />
      )}
    </Page>
  )
}
