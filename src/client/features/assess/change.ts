import type { Assessment, Rating } from '../../../core/domain/assessment.ts'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import type { App, Deed } from '../../app/app.ts'
import { comment, type Grid, rate, summarize, type Told } from '../../app/work.ts'

/** One thing the assessor said, whatever its kind: what is saved, told as not saved, undone and done again. */
export type Change =
  | { readonly field: 'rating'; readonly competency: CompetencyCode; readonly rating: Rating | null }
  | { readonly field: 'comment'; readonly competency: CompetencyCode; readonly words: string }
  | { readonly field: 'summary'; readonly words: string }

/** The operations whose values a person had before him in one field, or wrote there himself, the latest last. */
export type InView = NonNullable<Deed['seen']>[string]

/** Why something said was not taken: the storage's reasons, or the domain's. */
export type WorkProblem = Extract<Awaited<ReturnType<typeof rate>>, { readonly ok: false }>['problem']

export const ratingKey = (competency: CompetencyCode): string => `rating:${competency}`
export const commentKey = (competency: CompetencyCode): string => `comment:${competency}`
export const summaryKey = 'summary'

export const keyOfChange = (change: Change): string => {
  switch (change.field) {
    case 'rating':
      return ratingKey(change.competency)
    case 'comment':
      return commentKey(change.competency)
    case 'summary':
      return summaryKey
  }
}

/** What the database holds in the place of a change. */
export const storedIn = (assessment: Assessment, change: Change): Change => {
  switch (change.field) {
    case 'rating':
      return { ...change, rating: assessment.ratings.get(change.competency) ?? null }
    case 'comment':
      return { ...change, words: assessment.comments.get(change.competency) ?? '' }
    case 'summary':
      return { ...change, words: assessment.summary }
  }
}

/** Saves a change; the answer comes once it is on disk, or once it is sure that it is not. */
export const save = (app: App, grid: Grid, change: Change, told: Told) => {
  switch (change.field) {
    case 'rating':
      return rate(app, grid, change.competency, change.rating, told)
    case 'comment':
      return comment(app, grid, change.competency, change.words, told)
    case 'summary':
      return summarize(app, grid, change.words, told)
  }
}

export const sameRating = (one: Rating | null | undefined, other: Rating | null | undefined): boolean => {
  if (!one || !other) return !one && !other
  if (one.kind === 'level') return other.kind === 'level' && one.level === other.level
  if (one.kind === 'not-applicable') return other.kind === 'not-applicable' && one.reason === other.reason
  return one.kind === other.kind
}

/** Blank words and no words are the same: the database keeps neither. */
const sameWords = (one: string, other: string): boolean => one === other || (one.trim() === '' && other.trim() === '')

export const sameChange = (one: Change, other: Change): boolean => {
  if (one.field === 'rating') return other.field === 'rating' && sameRating(one.rating, other.rating)
  return other.field !== 'rating' && sameWords(one.words, other.words)
}
