import { useTranslation } from 'react-i18next'
import type { Grid } from '../../app/work.ts'
import { summaryKey } from './change.ts'
import { CommentField } from './comment-field.tsx'
import type { Desk, DeskState } from './desk.ts'
import { isDisputed } from './disputed.tsx'
import styles from './review-page.module.css'
import { shownSummary } from './use-desk.ts'

type Props = { readonly grid: Grid; readonly desk: Desk; readonly state: DeskState }

/** The assessor's words on the whole. */
export const ReviewSummary = ({ grid, desk, state }: Props) => {
  const { t } = useTranslation('assess')
  const { assessment } = grid
  const signed = assessment.state === 'signed'
  const shown = shownSummary(state, assessment)
  if (signed && assessment.summary.trim() === '') return null
  return (
    <section className={styles['section']} aria-labelledby="summary">
      <h2 id="summary">{t('review.summary')}</h2>
      {signed ? (
        <p className={styles['words']}>{assessment.summary}</p>
      ) : isDisputed(grid, summaryKey) && shown.sureness === 'stored' ? (
        <p className={styles['note']}>{t('conflict.above')}</p>
      ) : (
        <CommentField
          label={t('review.summary-label')}
          hint={t('review.summary-hint')}
          what={t('review.summary-what')}
          required={false}
          shown={shown}
          onType={(words) => desk.type({ field: 'summary', words })}
          onRest={desk.flush}
          onRetry={() => desk.retry(summaryKey)}
        />
      )}
    </section>
  )
}
