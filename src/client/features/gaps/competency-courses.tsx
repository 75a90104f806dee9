import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { textIn } from '../../../core/domain/text.ts'
import { useReportFigures } from './figures.ts'
import styles from './list.module.css'
import type { Names } from './names.ts'
import { durationIn, languageName } from './training-words.ts'

type Props = { readonly competency: CompetencyCode; readonly pack: Pack; readonly names: Names }

/** What the catalogue offers for one competency, with levels, length and languages. */
export const CompetencyCourses = ({ competency, pack, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { list } = useReportFigures()
  const courses = pack.courses.flatMap((course) => {
    const tie = course.serves.find((served) => served.competency === competency)
    return tie ? [{ course, tie }] : []
  })
  if (courses.length === 0) return <p className={styles['note']}>{t('competency.noCourse')}</p>
  return (
    <ul className={styles['training']}>
      {courses.map(({ course, tie }) => (
        <li key={course.code}>
          <p className={styles['course']}>{textIn(course.name, names.language)}</p>
          <p className={styles['facts']}>
            {[
              t(`training.format.${course.format}`),
              durationIn(t, course.minutes),
              list(course.languages.map((code) => languageName(code, names.language))),
            ].join(' · ')}
          </p>
          <p>{t('competency.levels', { from: names.level(tie.from), to: names.level(tie.to) })}</p>
        </li>
      ))}
    </ul>
  )
}
