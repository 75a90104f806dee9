import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Course } from '../../../core/domain/course.ts'
import { textIn } from '../../../core/domain/text.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useFigures } from '../../ui/number.ts'
import { useDuration } from './duration.ts'
import { useLanguageName } from './language-name.ts'
import styles from './library.module.css'
import type { Shown } from './shelf.tsx'

type Props = Shown & { readonly caption: string; readonly courses: readonly Course[] }

/** Courses with what a training plan asks of them: format, duration, languages, competencies served. */
export const CourseTable = ({ caption, courses, pack, to, language }: Props) => {
  const { t } = useTranslation('library')
  const { list } = useFigures()
  const duration = useDuration()
  const languageName = useLanguageName()
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={courses}
      rowKey={(course) => course.code}
      columns={[
        {
          key: 'course',
          head: t('training.course'),
          names: true,
          cell: (course) => (
            <>
              {textIn(course.name, language)}
              <span className={styles['under']}>{textIn(course.category, language)}</span>
            </>
          ),
        },
        {
          key: 'format',
          head: t('training.format'),
          cell: (course) => (
            <>
              {t(`format.${course.format}`)}
              <span className={styles['under']}>{t('training.modules', { count: course.modules })}</span>
            </>
          ),
        },
        {
          key: 'duration',
          head: t('training.duration'),
          numeric: true,
          cell: (course) => (course.minutes === undefined ? t('training.noDuration') : duration(course.minutes)),
        },
        { key: 'languages', head: t('training.languages'), cell: (course) => list(course.languages.map(languageName)) },
        {
          key: 'serves',
          head: t('training.serves'),
          cell: (course) => <Ties course={course} pack={pack} to={to} language={language} />,
        },
      ]}
    />
  )
}

const Ties = ({ course, pack, to, language }: Shown & { readonly course: Course }) => {
  const { t } = useTranslation('library')
  const names = new Map(pack.framework.competencies.map((entry) => [entry.code, textIn(entry.name, language)]))
  if (course.serves.length === 0) return <span className={styles['none']}>{t('training.noTie')}</span>
  return (
    <ul className={styles['ties']}>
      {course.serves.map(({ competency, from, to: upTo }) => (
        <li key={competency}>
          <Link to={to(`/library/dictionary/${competency}`)}>
            {t(from === upTo ? 'training.tieAt' : 'training.tie', { name: names.get(competency) ?? competency, from, to: upTo })}
          </Link>
        </li>
      ))}
    </ul>
  )
}
