import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { WorkProblem } from './change.ts'

/** The words for a problem, under `problem.<name>` of the locale: what happened, what is safe, what to do. */
export const problemName = (problem: WorkProblem): string =>
  problem.problem === 'not-saved' ? `not-saved-${problem.cause}` : problem.problem

/** A tab that is out of date, or whose database is closed, saves nothing more until it starts again. */
export const needsRestart = (problem: WorkProblem): boolean =>
  problem.problem === 'not-saved' && (problem.cause === 'stale-tab' || problem.cause === 'closed')

/** The database did not take it, the second copy did: not saved, and not lost. */
const isInJournal = (problem: WorkProblem): boolean => problem.problem === 'not-saved' && problem.inJournal === true

type Props = {
  readonly problem: WorkProblem
  /** What is not saved: « Le niveau choisi », « Le commentaire ». */
  readonly what: string
  readonly onRetry: () => void
}

/** Told where the hand is, not elsewhere: this was not saved. */
export const NotSaved = ({ problem, what, onRetry }: Props) => {
  const { t } = useTranslation('assess')
  const name = problemName(problem)
  return (
    <Notice
      tone="danger"
      live
      title={t('not-saved.title', { what })}
      actions={
        <>
          <Button icon="sync" onClick={onRetry}>
            {t('not-saved.retry')}
          </Button>
          {needsRestart(problem) && <Button onClick={() => location.reload()}>{t('not-saved.restart')}</Button>}
        </>
      }
    >
      <p>{t(`problem.${name}.happened`)}</p>
      <p>{t(`problem.${name}.safe`)}</p>
      {isInJournal(problem) && <p>{t('problem.in-journal.safe')}</p>}
      <p>{t(isInJournal(problem) ? 'problem.in-journal.todo' : `problem.${name}.todo`)}</p>
    </Notice>
  )
}
