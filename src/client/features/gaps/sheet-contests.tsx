import { useTranslation } from 'react-i18next'
import { contestsOf } from '../../app/contests.ts'
import { useLive } from '../../app/context.tsx'
import { useReportFigures } from './figures.ts'
import styles from './individual-sheet-page.module.css'
import type { SheetPart } from './sheet-part.ts'

/** What the officer said against what was signed, and what was answered: it belongs to the paper as much as the signatures do. */
export const SheetContests = ({ sheet }: Pick<SheetPart, 'sheet'>) => {
  const { t } = useTranslation('privacy')
  const { date } = useReportFigures()
  const contests = useLive((app) => contestsOf(app, sheet), [sheet.assessment.id])
  if (!contests || contests.length === 0) return null
  const named = (name: string | null): string => name ?? t('file.somebody')
  return (
    <section className={styles['block']}>
      <h2>{t('contest.title')}</h2>
      {contests.map(({ id, name, at, motive, text, answer }) => (
        <div key={id}>
          <p>
            <strong>{t('contest.said', { name: named(name), date: date(at), motive: t(`contest.motives.${motive}`) })}</strong>
          </p>
          <p className={styles['words']}>{text}</p>
          {answer ? (
            <p>
              {t('contest.answered', {
                outcome: t(`contest.outcomes.${answer.outcome}`),
                name: named(answer.name),
                date: date(answer.at),
              })}{' '}
              <span className={styles['words']}>{answer.reason}</span>
            </p>
          ) : (
            <p>{t('contest.waiting')}</p>
          )}
        </div>
      ))}
    </section>
  )
}
