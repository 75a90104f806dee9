import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { fullName, type Person } from '../../../core/domain/person.ts'
import { accountRoles, readyAccounts } from '../../app/accounts.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { ownAdministration, ownPeople } from '../../app/own.ts'
import { officersWithSigned } from '../../app/personal-data.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFigures } from '../../ui/number.ts'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { loginOf } from './account-staff.ts'
import { type HandOver, HandOverPaper } from './hand-over-paper.tsx'
import styles from './lock.module.css'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

const officers = 1

/** Accounts with which everybody’s side of the demonstration can be seen. Asked again, each gets a new passphrase. */
export const ReadyPage = () => {
  const { t } = useTranslation('access')
  const { list, compare } = useFigures()
  const [, go] = useLocation()
  const app = useApp()
  const people = useLive(ownPeople)
  const administration = useLive(ownAdministration)
  const signed = useLive(officersWithSigned)
  const [cards, setCards] = useState<readonly HandOver[] | null>(null)
  const { busy, refusal, ask } = useAsking()
  if (!people || !signed || administration === undefined) return <Waiting />
  if (!administration?.demonstration)
    return (
      <Page title={t('ready.title')} width="reading">
        <EmptyState icon="people" title={t('problem.not-demonstration')} />
      </Page>
    )
  const cast = castOf(people, signed, compare)
  const make = async (): Promise<void> => {
    const done = await ask(async () => {
      // Headquarters must hold the demonstration before it can give accounts for its people.
      const contact = await app.runner.now()
      return contact.ok ? readyAccounts(cast.map(({ person: { id, roles }, name }) => ({ name, person: id, roles }))) : contact
    })
    if (!done) return
    const known = new Map(cast.map(({ person }) => [person.id as string, person]))
    setCards(
      done.value.map(({ name, person, passphrase }) => {
        const holder = known.get(person ?? '')
        return { login: name, passphrase, holder: holder && fullName(holder), roles: holder?.roles ?? [], lasting: true }
      }),
    )
  }
  if (cards) return <HandOverPaper cards={cards} administration={administration.name} done={() => go('/accounts')} />
  return (
    <Page title={t('ready.title')} eyebrow={administration.name} lede={t('ready.lede')} width="reading">
      <ul>
        {cast.map(({ person, name }) => (
          <li key={person.id}>
            {fullName(person)} · {name} · {list(person.roles.map((role) => t(`role.${role}`)))}
          </li>
        ))}
      </ul>
      <RefusalNotice refusal={refusal} />
      <p className={styles['after']}>
        <Button kind="primary" icon="people" busy={busy && t('ready.busy')} onClick={() => void make()}>
          {t('ready.make')}
        </Button>
      </p>
    </Page>
  )
}

/** As the roles are listed everywhere: who builds first, who assesses last. */
const weight = ({ roles }: Person): number => Math.min(...roles.map((role) => accountRoles.indexOf(role)))

type Part = { readonly person: Person; readonly name: string }

/** Everybody who works with the product, and an officer to see the own file with: one in whose file there is something to read. */
const castOf = (
  people: readonly Person[],
  signed: ReadonlySet<string>,
  inOrder: (a: string, b: string) => number,
): readonly Part[] => {
  const byName = (a: Person, b: Person): number => inOrder(fullName(a), fullName(b))
  const working = people
    .filter(({ roles }) => roles.some((role) => role !== 'officer'))
    .sort((a, b) => weight(a) - weight(b) || byName(a, b))
  const others = people
    .filter(({ roles }) => roles.every((role) => role === 'officer'))
    .sort((a, b) => Number(signed.has(b.id)) - Number(signed.has(a.id)) || byName(a, b))
    .slice(0, officers)
  const cast: Part[] = []
  for (const person of [...working, ...others])
    cast.push({
      person,
      name: loginOf(
        person,
        cast.map(({ name }) => name),
      ),
    })
  return cast
}

const Waiting = () => {
  const { t } = useTranslation('access')
  return (
    <Page title={t('ready.title')} width="reading">
      <Skeleton shape="rows" />
    </Page>
  )
}
