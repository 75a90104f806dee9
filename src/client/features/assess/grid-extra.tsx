import { useTranslation } from 'react-i18next'
import type { Rating } from '../../../core/domain/assessment.ts'
import { textIn } from '../../../core/domain/text.ts'
import type { Grid } from '../../app/work.ts'
import { Button } from '../../ui/button.tsx'
import { commentKey, type InView, ratingKey } from './change.ts'
import { CommentField } from './comment-field.tsx'
import type { Desk, DeskState } from './desk.ts'
import { conflictsAt, Disputed, isDisputed } from './disputed.tsx'
import styles from './grid-view.module.css'
import { NotSaved } from './not-saved.tsx'
import type { Opened } from './opened.ts'
import { ReasonForm } from './other-answers.tsx'
import type { Line } from './sections.ts'
import { shownComment, shownRating } from './use-desk.ts'

type Props = {
  readonly grid: Grid
  readonly desk: Desk
  readonly state: DeskState
  readonly line: Line
  readonly opened: Opened['what'] | undefined
  readonly onSay: (line: Line, rating: Rating | null, shown?: InView) => void
  readonly onClose: () => void
}

/** What opens under a row of the grid: its anchors and comment, the reason that "not applicable" asks, what is not saved. */
export const GridExtra = ({ grid, desk, state, line, opened, onSay, onClose }: Props) => {
  const { t } = useTranslation('assess')
  const { assessment, pack } = grid
  const rating = shownRating(state, assessment, line.code)
  const comment = shownComment(state, assessment, line.code)
  const { code } = line
  const draft = assessment.state === 'draft'
  return (
    <tr className={styles['extraRow']}>
      <td colSpan={pack.framework.scale.levels.length + 3} className={styles['extra']}>
        <div className={styles['extraBody']}>
          <Disputed grid={grid} conflicts={conflictsAt(grid, code)} named heading="h2" />
          {rating.problem && (
            <NotSaved problem={rating.problem} what={t('not-saved.choice')} onRetry={() => desk.retry(ratingKey(code))} />
          )}
          {opened === 'reason' && (
            <ReasonForm
              reason={rating.value?.kind === 'not-applicable' ? rating.value.reason : ''}
              writer={grid.writers[ratingKey(code)]}
              onGive={(reason, began) => {
                onClose()
                onSay(line, { kind: 'not-applicable', reason }, began)
              }}
              onLeave={onClose}
            />
          )}
          {opened === 'anchors' && <Anchors line={line} scale={pack.framework.scale} />}
          {opened === 'anchors' && draft && rating.value !== null && !isDisputed(grid, ratingKey(code)) && (
            <div>
              <Button kind="quiet" onClick={() => onSay(line, null)}>
                {t('answer.clear')}
              </Button>
            </div>
          )}
          {draft && (comment.problem || (opened === 'anchors' && !isDisputed(grid, commentKey(code)))) && (
            <CommentField
              label={t('comment.label')}
              what={t('comment.what')}
              shown={comment}
              required={false}
              onType={(words) => desk.type({ field: 'comment', competency: code, words })}
              onRest={desk.flush}
              onRetry={() => desk.retry(commentKey(code))}
            />
          )}
          {!draft && opened === 'anchors' && comment.value && <p>{comment.value}</p>}
        </div>
      </td>
    </tr>
  )
}

const Anchors = ({ line, scale }: { readonly line: Line; readonly scale: Grid['pack']['framework']['scale'] }) => {
  const { t, i18n } = useTranslation('assess')
  const { competency } = line
  return (
    <>
      {competency && <p>{textIn(competency.definition, i18n.language)}</p>}
      <ol className={styles['anchors']}>
        {scale.levels.map(({ level, name }) => (
          <li key={level}>
            <strong>
              {level} {textIn(name, i18n.language)}
            </strong>
            <p>
              {competency?.levels
                .find((described) => described.level === level)
                ?.indicators.map((indicator) => textIn(indicator, i18n.language))
                .join(' ') ?? t('ladder.undescribed')}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}
