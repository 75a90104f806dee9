import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commentsDue } from '../../../core/domain/assessment.ts'
import { textIn } from '../../../core/domain/text.ts'
import type { Grid } from '../../app/work.ts'
import { commentKey } from './change.ts'
import { CommentField } from './comment-field.tsx'
import { nameOf } from './competency-head.tsx'
import type { Desk, DeskState } from './desk.ts'
import styles from './review-page.module.css'
import { type Line, linesOf, sectionsOf } from './sections.ts'
import { shownComment } from './use-desk.ts'

type Props = { readonly grid: Grid; readonly desk: Desk; readonly state: DeskState }

/** The comments that the campaign's rule demands, asked right here: nobody is sent back to look for them. */
export const ReviewComments = ({ grid, desk, state }: Props) => {
  const { t } = useTranslation('assess')
  const { assignment, assessment, campaign } = grid
  const { commentFrom } = campaign.settings
  const due = commentsDue(assignment.jobDescription.requirements, assessment.ratings, assessment.comments, commentFrom)
  // A field stays while one writes in it, though its comment is not due any more after the first saved word.
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set())
  if (due.some((code) => !asked.has(code))) setAsked(new Set([...asked, ...due]))
  const lines = linesOf(sectionsOf(grid)).filter(({ code }) => asked.has(code) || due.includes(code))
  if (lines.length === 0 || commentFrom === null) return null
  return (
    <section className={styles['section']} aria-labelledby="comments">
      <h2 id="comments">{t('review.comments')}</h2>
      <p>{t('review.comments-why', { count: commentFrom })}</p>
      {lines.map((line) => (
        <DueComment key={line.code} line={line} grid={grid} desk={desk} state={state} />
      ))}
    </section>
  )
}

const DueComment = ({ line, grid, desk, state }: Props & { readonly line: Line }) => {
  const { t, i18n } = useTranslation('assess')
  const { scale } = grid.pack.framework
  const rating = grid.assessment.ratings.get(line.code)
  const level = (rank: number): string => {
    const step = scale.levels.find((one) => one.level === rank)
    return `${rank} ${step ? textIn(step.name, i18n.language) : ''}`.trim()
  }
  return (
    <CommentField
      label={nameOf(line, i18n.language)}
      hint={
        rating?.kind === 'level'
          ? t('review.distance', { required: level(line.requirement.level), observed: level(rating.level) })
          : undefined
      }
      what={t('comment.what')}
      shown={shownComment(state, grid.assessment, line.code)}
      onType={(words) => desk.type({ field: 'comment', competency: line.code, words })}
      onRest={desk.flush}
      onRetry={() => desk.retry(commentKey(line.code))}
    />
  )
}
