import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rating } from '../../../core/domain/assessment.ts'
import type { Grid } from '../../app/work.ts'
import { commentKey, type InView, ratingKey } from './change.ts'
import { CommentField } from './comment-field.tsx'
import { CompetencyHead, nameOf } from './competency-head.tsx'
import styles from './competency-panel.module.css'
import type { Desk, DeskState } from './desk.ts'
import { conflictsAt, Disputed, isDisputed } from './disputed.tsx'
import { Ladder } from './ladder.tsx'
import { NotSaved } from './not-saved.tsx'
import { OtherAnswers } from './other-answers.tsx'
import type { Line } from './sections.ts'
import { type Shown, shownComment, shownRating } from './use-desk.ts'

type Props = {
  readonly grid: Grid
  readonly desk: Desk
  readonly state: DeskState
  readonly line: Line
  readonly group: string | undefined
  readonly commentOpen: boolean
  readonly onOpenComment: () => void
  readonly commentField: Ref<HTMLTextAreaElement>
  readonly onSay: (line: Line, rating: Rating | null, shown?: InView) => void
}

/** One competency: what it is, the ladder, what else can be said of it. */
export const CompetencyPanel = ({ grid, desk, state, line, group, commentOpen, onOpenComment, commentField, onSay }: Props) => {
  const { t, i18n } = useTranslation('assess')
  const { scale } = grid.pack.framework
  const { assessment, campaign } = grid
  const rating = shownRating(state, assessment, line.code)
  const comment = shownComment(state, assessment, line.code)
  const readOnly = assessment.state === 'signed'
  const level = rating.value?.kind === 'level' ? rating.value.level : undefined
  const distance = level === undefined ? 0 : Math.abs(level - line.requirement.level)
  const { commentFrom } = campaign.settings
  const demanded = commentFrom !== null && distance >= commentFrom && !readOnly
  const [wasOpen] = useState(comment.value !== '')
  const disputed = isDisputed(grid, ratingKey(line.code))
  const wordsDisputed = isDisputed(grid, commentKey(line.code)) && comment.sureness === 'stored'
  const open = commentOpen || wasOpen || demanded || comment.sureness !== 'stored' || comment.value !== ''
  return (
    <article className={styles['panel']}>
      <CompetencyHead line={line} scale={scale} group={group} />
      <Disputed grid={grid} conflicts={conflictsAt(grid, line.code)} />
      {!disputed && (
        <Ladder
          legend={t('ladder.legend', { competency: nameOf(line, i18n.language) })}
          scale={scale}
          competency={line.competency}
          required={line.requirement.level}
          chosen={level}
          sureness={rating.sureness}
          readOnly={readOnly}
          onChoose={(chosen) => onSay(line, { kind: 'level', level: chosen })}
          onAgain={() => desk.retry(ratingKey(line.code))}
        />
      )}
      {rating.problem && (
        <NotSaved problem={rating.problem} what={t('not-saved.choice')} onRetry={() => desk.retry(ratingKey(line.code))} />
      )}
      {readOnly ? (
        <ReadOnlyAnswer rating={rating} comment={comment.value} />
      ) : (
        <>
          {!disputed && (
            <OtherAnswers
              shown={rating}
              writer={grid.writers[ratingKey(line.code)]}
              onSay={(said, began) => onSay(line, said, began)}
              onComment={open || wordsDisputed ? undefined : onOpenComment}
            />
          )}
          <p role="status" className={styles['demand']}>
            {demanded && comment.value.trim() === '' && t('comment.demanded', { count: distance })}
          </p>
          {open && !wordsDisputed && (
            <CommentField
              label={t('comment.label')}
              what={t('comment.what')}
              shown={comment}
              required={demanded}
              field={commentField}
              onType={(words) => desk.type({ field: 'comment', competency: line.code, words })}
              onRest={desk.flush}
              onRetry={() => desk.retry(commentKey(line.code))}
            />
          )}
        </>
      )}
    </article>
  )
}

/** What was signed besides a level, and its comment. */
const ReadOnlyAnswer = ({ rating, comment }: { readonly rating: Shown<Rating | null>; readonly comment: string }) => {
  const { t } = useTranslation('assess')
  const said = rating.value
  return (
    <div className={styles['signed']}>
      {said === null && <p>{t('ui:gap.unrated')}</p>}
      {said?.kind === 'not-observed' && <p>{t('answer.not-observed')}</p>}
      {said?.kind === 'not-applicable' && <p>{t('answer.reason-was', { reason: said.reason })}</p>}
      {comment && (
        <p>
          <strong>{t('comment.label')}</strong>
          <br />
          {comment}
        </p>
      )}
    </div>
  )
}
