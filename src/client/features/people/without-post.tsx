import { useTranslation } from 'react-i18next'
import { fullName, type Person } from '../../../core/domain/person.ts'
import { useFigures } from '../../ui/number.ts'
import styles from './people.module.css'

type Props = { readonly people: readonly Person[]; readonly show: (person: Person['id']) => void }

/** Nobody is forgotten because no post names them. */
export const WithoutPost = ({ people, show }: Props) => {
  const { t } = useTranslation('people')
  const { list } = useFigures()
  if (people.length === 0) return null
  return (
    <section className={styles['without']} aria-labelledby="without">
      <h2 id="without">{t('without.title')}</h2>
      <p className={styles['about']}>{t('without.text')}</p>
      <ul className={styles['rows']}>
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" className={styles['person']} onClick={() => show(person.id)}>
              {fullName(person)}
              <span className={styles['under']}>
                {[person.registration, person.grade, list(person.roles.map((role) => t(`role.${role}`)))]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
