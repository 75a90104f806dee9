import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Job } from '../../../core/domain/job.ts'
import { textIn } from '../../../core/domain/text.ts'
import { matches } from '../../ui/forgiving-match.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import styles from './library.module.css'
import { Shelf, type Shown } from './shelf.tsx'

/** The jobs of the administration, by family. */
export const CataloguePage = () => {
  const { t } = useTranslation('library')
  const words = { title: t('catalogue.title'), lede: t('catalogue.text') }
  return (
    <Shelf words={() => words} fallback={words}>
      {(shown) => <Catalogue {...shown} />}
    </Shelf>
  )
}

const Catalogue = ({ pack, to, language }: Shown) => {
  const { t } = useTranslation('library')
  const [query, setQuery] = useState('')
  const found = pack.jobs.filter((job) => query.trim() === '' || matches(query, wordsOf(job, language)))
  return (
    <>
      <div className={styles['search']}>
        <SearchBox
          label={t('catalogue.search')}
          value={query}
          onChange={setQuery}
          found={t('catalogue.count', { count: found.length })}
        />
      </div>
      {found.length === 0 && <p className={styles['none']}>{t('catalogue.none', { query })}</p>}
      {pack.families.map((family) => {
        const jobs = found.filter((job) => job.family === family.code)
        return (
          jobs.length > 0 && (
            <section key={family.code} className={styles['group']} aria-labelledby={`family-${family.code}`}>
              <h2 id={`family-${family.code}`}>
                {textIn(family.name, language)}{' '}
                <span className={styles['count']}>{t('catalogue.count', { count: jobs.length })}</span>
              </h2>
              <ul className={styles['entries']}>
                {jobs.map((job) => (
                  <li key={job.code}>
                    <Link to={to(`/library/catalogue/${job.code}`)} className={styles['entry']}>
                      <span className={styles['name']}>{textIn(job.name, language)}</span>
                      {job.grade && <span className={styles['kind']}>{textIn(job.grade, language)}</span>}
                      <span className={styles['about']}>{textIn(job.mission, language)}</span>
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

const wordsOf = (job: Job, language: string): string =>
  `${[job.name, job.mission, job.grade, job.domain].map((text) => (text ? textIn(text, language) : '')).join(' ')} ${job.code}`
