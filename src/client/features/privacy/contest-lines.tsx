import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contest, ContestAnswer } from '../../../core/domain/contest.ts'
import { useFigures } from '../../ui/number.ts'
import styles from './privacy.module.css'

/** A contest with the names behind its ids. */
export type ContestLine = Pick<Contest, 'id' | 'motive' | 'text' | 'at'> & {
  readonly name: string | null
  readonly answer?: (Pick<ContestAnswer, 'outcome' | 'reason' | 'at'> & { readonly name: string | null }) | null | undefined
}

type Props<Line extends ContestLine> = { readonly contests: readonly Line[]; readonly under?: (contest: Line) => ReactNode }

/** What was contested, and what was answered. `under` stands where an answer is still to be given. */
export const ContestLines = <Line extends ContestLine>({ contests, under }: Props<Line>) => {
  const { t } = useTranslation('privacy')
  const { date } = useFigures()
  if (contests.length === 0) return null
  const nameOf = (name: string | null): string => name ?? t('file.somebody')
  return (
    <ul className={styles['contests']}>
      {contests.map((contest) => (
        <li key={contest.id}>
          <p>
            <strong>
              {t('contest.said', {
                name: nameOf(contest.name),
                date: date(contest.at),
                motive: t(`contest.motives.${contest.motive}`),
              })}
            </strong>
          </p>
          <p className={styles['words']}>{contest.text}</p>
          {contest.answer ? (
            <>
              <p>
                <strong>
                  {t('contest.answered', {
                    outcome: t(`contest.outcomes.${contest.answer.outcome}`),
                    name: nameOf(contest.answer.name),
                    date: date(contest.answer.at),
                  })}
                </strong>
              </p>
              <p className={styles['words']}>{contest.answer.reason}</p>
            </>
          ) : (
            <p className={styles['quiet']}>{t('contest.waiting')}</p>
          )}
          {!contest.answer && under?.(contest)}
        </li>
      ))}
    </ul>
  )
}
