import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Course } from '../../../core/domain/course.ts'
import { textIn } from '../../../core/domain/text.ts'
import { matches } from '../../ui/forgiving-match.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { Select } from '../../ui/select.tsx'
import { CourseTable } from './course-table.tsx'
import { useDuration } from './duration.ts'
import { useLanguageName } from './language-name.ts'
import styles from './library.module.css'
import { Shelf, type Shown } from './shelf.tsx'

/** The courses that a training plan draws from. */
export const TrainingPage = () => {
  const { t } = useTranslation('library')
  const words = { title: t('training.title'), lede: t('training.text') }
  return (
    <Shelf words={() => words} fallback={words}>
      {(shown) => <Training {...shown} />}
    </Shelf>
  )
}

const Training = (shown: Shown) => {
  const { t } = useTranslation('library')
  const languageName = useLanguageName()
  const [query, setQuery] = useState('')
  const [spoken, setSpoken] = useState('all')
  const [format, setFormat] = useState('all')
  const { courses } = shown.pack
  const languages = [...new Set(courses.flatMap((course) => course.languages))]
  const found = courses.filter(
    (course) =>
      (spoken === 'all' || course.languages.includes(spoken)) &&
      (format === 'all' || course.format === format) &&
      (query.trim() === '' ||
        matches(query, `${textIn(course.name, shown.language)} ${textIn(course.category, shown.language)}`)),
  )
  return (
    <>
      <Totals courses={courses} languages={languages} />
      <div className={styles['filters']}>
        <SearchBox
          label={t('training.search')}
          value={query}
          onChange={setQuery}
          found={t('training.count', { count: found.length })}
        />
        <Select
          label={t('training.languages')}
          value={spoken}
          onChange={setSpoken}
          options={[
            { value: 'all', label: t('training.allLanguages') },
            ...languages.map((code) => ({ value: code, label: languageName(code) })),
          ]}
        />
        <Select
          label={t('training.format')}
          value={format}
          onChange={setFormat}
          options={[
            { value: 'all', label: t('training.allFormats') },
            { value: 'e-learning', label: t('format.e-learning') },
            { value: 'training-kit', label: t('format.training-kit') },
          ]}
        />
      </div>
      {found.length === 0 ? (
        <p className={styles['none']}>{query ? t('training.none', { query }) : t('training.count', { count: 0 })}</p>
      ) : (
        <CourseTable caption={t('training.count', { count: found.length })} courses={found} {...shown} />
      )}
    </>
  )
}

const Totals = ({ courses, languages }: { readonly courses: readonly Course[]; readonly languages: readonly string[] }) => {
  const { t } = useTranslation('library')
  const duration = useDuration()
  const languageName = useLanguageName()
  const online = courses.filter((course) => course.format === 'e-learning')
  const minutes = online.reduce((sum, course) => sum + (course.minutes ?? 0), 0)
  return (
    <section className={styles['part']} aria-labelledby="totals">
      <h2 id="totals">{t('training.totalsTitle')}</h2>
      <p>{t('training.totals', { elearning: online.length, kits: courses.length - online.length, hours: duration(minutes) })}</p>
      <ul className={styles['figures']}>
        {languages.map((code) => (
          <li key={code}>
            {t('training.languageCount', {
              language: languageName(code),
              count: courses.filter((course) => course.languages.includes(code)).length,
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}
