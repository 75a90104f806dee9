import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person, Role } from '../../../core/domain/person.ts'
import { useContact } from '../../app/contact.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { ownAdministration, ownPeople } from '../../app/own.ts'
import { identify } from '../../app/start.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFigures } from '../../ui/number.ts'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { OfficerSearch } from './officer-search.tsx'
import { PersonList } from './person-list.tsx'
import { startAgain } from './start-again.ts'
import styles from './welcome.module.css'

/** From the one who builds to the ones who are assessed. A person stands in the first group that fits. */
const groups: readonly Exclude<Role, 'officer'>[] = ['champion', 'hr-director', 'supervisor', 'assessor']

/** Says who holds this device, where there are no accounts; and the page says so. */
export const WhoPage = () => {
  const { t } = useTranslation('welcome')
  const { compare } = useFigures()
  const app = useApp()
  const [chosen, setChosen] = useState<string | null>(null)
  const found = useLive(async (here) => ({ people: await ownPeople(here), administration: await ownAdministration(here) }))

  const choose = async (person: Person): Promise<void> => {
    setChosen(person.id)
    await identify(app, person.id)
    startAgain('/')
  }

  const leave = async (): Promise<void> => {
    await app.become(null, null)
    startAgain('/welcome')
  }

  if (!found) return <Loading />
  const people = [...found.people].sort((a, b) => compare(a.familyName, b.familyName) || compare(a.givenName, b.givenName))
  const groupOf = (person: Person): Role => groups.find((role) => person.roles.includes(role)) ?? 'officer'
  const within = (role: Role): readonly Person[] => people.filter((person) => groupOf(person) === role)
  return (
    <Page title={t('who.title')} eyebrow={found.administration?.name} lede={t('who.lead')} width="reading">
      {people.length === 0 ? (
        <NobodyYet />
      ) : (
        <>
          {groups.map((role) => (
            <PersonList key={role} title={t(`who.role.${role}`)} people={within(role)} chosen={chosen} choose={choose} />
          ))}
          <OfficerSearch people={within('officer')} chosen={chosen} choose={choose} />
        </>
      )}
      <p className={styles['note']}>{t('who.accounts')}</p>
      <p className={styles['note']}>
        <Button kind="quiet" icon="arrow-left" onClick={() => void leave()}>
          {t('who.elsewhere')}
        </Button>
      </p>
    </Page>
  )
}

/** The staff has not come yet: whoever stands here can ask for it here. */
const NobodyYet = () => {
  const { t } = useTranslation('welcome')
  const { runner } = useApp()
  const phase = useContact((contact) => contact.phase)
  const problem = useContact((contact) => contact.problem)
  return (
    <EmptyState
      icon="people"
      title={t('who.empty.title')}
      actions={
        <Button
          kind="primary"
          icon="sync"
          busy={phase === 'speaking' && t('who.empty.syncing')}
          onClick={() => void runner.now()}
        >
          {t('who.empty.sync')}
        </Button>
      }
    >
      <p>{t('who.empty.text')}</p>
      {problem && <p role="status">{t([`problem.${problem.problem}`, 'problem.unforeseen'])}</p>}
    </EmptyState>
  )
}

const Loading = () => {
  const { t } = useTranslation('welcome')
  return (
    <Page title={t('who.title')} lede={t('who.lead')} width="reading">
      <Skeleton shape="rows" />
    </Page>
  )
}
