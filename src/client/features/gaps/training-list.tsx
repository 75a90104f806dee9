import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { useReportFigures } from './figures.ts'
import styles from './list.module.css'
import type { Names } from './names.ts'
import type { OfficerView } from './officer-view.ts'
import { useTrainingWords } from './training-words.ts'

type Props = { readonly view: OfficerView; readonly names: Names }

/** Courses for the shortfalls, most urgent first; a shortfall that no course serves is named, not forgotten. */
export const TrainingList = ({ view, names }: Props) => {
  const { t } = useTranslation('gaps')
  const { list } = useReportFigures()
  const wordsOf = useTrainingWords(view, names)
  const { actions, unserved } = view
  if (actions.length === 0 && unserved.length === 0) return <p>{t('training.none')}</p>
  return (
    <>
      <ol className={styles['training']}>
        {actions.map((action) => {
          const { name, facts, caution, serves } = wordsOf(action)
          return (
            <li key={action.course.code}>
              <p className={styles['course']}>{name}</p>
              <p className={styles['facts']}>{facts}</p>
              <p>{serves}</p>
              {caution && (
                <p className={styles['caution']}>
                  <Icon name="info" size={18} />
                  {caution}
                </p>
              )}
            </li>
          )
        })}
      </ol>
      {unserved.length > 0 && (
        <p className={styles['part']}>
          {t('training.unserved', { competencies: list(unserved.map(names.competency)), count: unserved.length })}
        </p>
      )}
    </>
  )
}
