import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Competency } from '../../../core/domain/framework.ts'
import { textIn } from '../../../core/domain/text.ts'
import { matches } from '../../ui/forgiving-match.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import styles from './library.module.css'
import { Scale } from './scale.tsx'
import { Shelf, type Shown } from './shelf.tsx'

/** What the administration means by each competency. */
export const DictionaryPage = () => {
  const { t } = useTranslation('library')
  const words = { title: t('dictionary.title'), lede: t('dictionary.text') }
  return (
    <Shelf words={() => words} fallback={words}>
      {(shown) => <Dictionary {...shown} />}
    </Shelf>
  )
}

const Dictionary = ({ pack, to, language }: Shown) => {
  const { t } = useTranslation('library')
  const [query, setQuery] = useState('')
  const { framework } = pack
  const found = framework.competencies.filter(
    (competency) => query.trim() === '' || matches(query, wordsOf(competency, language)),
  )
  return (
    <>
      <Scale scale={framework.scale} />
      <div className={styles['search']}>
        <SearchBox
          label={t('dictionary.search')}
          value={query}
          onChange={setQuery}
          found={t('dictionary.count', { count: found.length })}
        />
      </div>
      {found.length === 0 && <p className={styles['none']}>{t('dictionary.none', { query })}</p>}
      {framework.groups.map((group) => {
        const members = found.filter((competency) => competency.group === group.code)
        return (
          members.length > 0 && (
            <section key={group.code} className={styles['group']} aria-labelledby={`group-${group.code}`}>
              <h2 id={`group-${group.code}`}>
                {textIn(group.name, language)}{' '}
                <span className={styles['count']}>{t('dictionary.count', { count: members.length })}</span>
              </h2>
              <ul className={styles['entries']}>
                {members.map((competency) => (
                  <li key={competency.code}>
                    <Link to={to(`/library/dictionary/${competency.code}`)} className={styles['entry']}>
                      <span className={styles['name']}>{textIn(competency.name, language)}</span>
                      <span className={styles['kind']}>{t(`kind.${competency.kind}`)}</span>
                      <span className={styles['about']}>{textIn(competency.definition, language)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
    </>
  )
}

const wordsOf = ({ name, definition, code }: Competency, language: string): string =>
  `${textIn(name, language)} ${textIn(definition, language)} ${code}`
