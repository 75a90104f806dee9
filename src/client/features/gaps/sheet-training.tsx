import { useTranslation } from 'react-i18next'
import { useReportFigures } from './figures.ts'
import styles from './individual-sheet-page.module.css'
import type { SheetPart } from './sheet-part.ts'
import { useTrainingWords } from './training-words.ts'

/** Training actions as a plan is filed: what, how long and in which language, for which shortfall. */
export const SheetTraining = ({ view, names }: SheetPart) => {
  const { t } = useTranslation('gaps')
  const { list } = useReportFigures()
  const wordsOf = useTrainingWords(view, names)
  const { actions, unserved } = view
  if (actions.length === 0 && unserved.length === 0) return <p>{t('training.none')}</p>
  return (
    <>
      {actions.length > 0 && (
        <ol className={styles['training']}>
          {actions.map((action) => {
            const { name, facts, caution, serves } = wordsOf(action)
            return (
              <li key={action.course.code}>
                <strong>{name}</strong> · {facts}. {serves} {caution}
              </li>
            )
          })}
        </ol>
      )}
      {unserved.length > 0 && (
        <p>{t('training.unserved', { competencies: list(unserved.map(names.competency)), count: unserved.length })}</p>
      )}
    </>
  )
}
