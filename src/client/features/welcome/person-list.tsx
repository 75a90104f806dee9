import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName, type Person } from '../../../core/domain/person.ts'
import { useApp } from '../../app/context.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './welcome.module.css'

type Props = {
  readonly title: string
  readonly people: readonly Person[]
  readonly chosen: string | null
  readonly choose: (person: Person) => Promise<void>
}

/** People of one role, each a target as wide as the page. Nothing where there are none. */
export const PersonList = ({ title, people, chosen, choose }: Props) => {
  const id = useId()
  if (people.length === 0) return null
  return (
    <section className={styles['group']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <PersonRows people={people} chosen={chosen} choose={choose} />
    </section>
  )
}

export const PersonRows = ({ people, chosen, choose }: Omit<Props, 'title'>) => {
  const { t } = useTranslation('welcome')
  const { identity } = useApp()
  return (
    <ul className={styles['people']}>
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            className={styles['person']}
            aria-busy={chosen === person.id ? true : undefined}
            onClick={() => void choose(person)}
          >
            <span className={styles['who']}>
              <span className={styles['name']}>{fullName(person)}</span>
              <span className={styles['about']}>
                {[person.grade, person.registration].filter(Boolean).join(' · ')}
                {identity.person === person.id && ` · ${t('who.present')}`}
              </span>
            </span>
            <Icon name={chosen === person.id ? 'half-circle' : 'chevron-right'} />
          </button>
        </li>
      ))}
    </ul>
  )
}
