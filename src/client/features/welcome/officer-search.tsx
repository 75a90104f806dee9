import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../core/domain/person.ts'
import { matches } from '../../ui/forgiving-match.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { PersonRows } from './person-list.tsx'
import styles from './welcome.module.css'

type Props = {
  readonly people: readonly Person[]
  readonly chosen: string | null
  readonly choose: (person: Person) => Promise<void>
}

const most = 8

/** Officers can be hundreds, and a shared tablet need not show them all: they are found, not listed. */
export const OfficerSearch = ({ people, chosen, choose }: Props) => {
  const { t } = useTranslation('welcome')
  const id = useId()
  const [query, setQuery] = useState('')
  if (people.length === 0) return null
  const asked = query.trim()
  const found = asked.length < 2 ? [] : people.filter((person) => matches(asked, wordsOf(person)))
  return (
    <section className={styles['group']} aria-labelledby={id}>
      <h2 id={id}>{t('who.role.officer')}</h2>
      <p className={styles['text']}>{t('who.officers.text')}</p>
      <SearchBox label={t('who.officers.search')} value={query} onChange={setQuery} found={String(found.length)} />
      {asked.length >= 2 && found.length === 0 && <p>{t('who.officers.none', { query: asked })}</p>}
      <PersonRows people={found.slice(0, most)} chosen={chosen} choose={choose} />
      {found.length > most && <p>{t('who.officers.more', { count: found.length - most })}</p>}
    </section>
  )
}

const wordsOf = ({ familyName, givenName, registration }: Person): string => `${familyName} ${givenName} ${registration}`
