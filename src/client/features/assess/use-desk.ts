import { useEffect, useLayoutEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Assessment, Rating } from '../../../core/domain/assessment.ts'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import { useApp } from '../../app/context.tsx'
import type { Grid } from '../../app/work.ts'
import { commentKey, ratingKey, sameRating, summaryKey, type WorkProblem } from './change.ts'
import { type Desk, type DeskState, deskOf } from './desk.ts'

/** How sure it is: `stored` and `saved` are on disk. */
export type Sureness = 'stored' | 'typing' | 'saving' | 'saved' | 'failed'

export type Shown<Value> = {
  readonly value: Value
  readonly sureness: Sureness
  readonly problem?: WorkProblem | undefined
}

/** The desk of a grid, kept up with what the database holds, and its state. */
export const useDesk = (grid: Grid): readonly [Desk, DeskState] => {
  const app = useApp()
  const desk = useMemo(() => deskOf(app, grid.assignment.id), [app, grid.assignment.id])
  useLayoutEffect(() => desk.see(grid), [desk, grid])
  useEffect(() => savedBeforeLeaving(desk), [desk])
  return [desk, useStore(desk)]
}

/** A page that is hidden may never come back: what was typed goes to the database at once. */
const savedBeforeLeaving = (desk: Desk): (() => void) => {
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') desk.flush()
  }
  document.addEventListener('visibilitychange', hidden)
  window.addEventListener('pagehide', desk.flush)
  return () => {
    document.removeEventListener('visibilitychange', hidden)
    window.removeEventListener('pagehide', desk.flush)
    desk.flush()
  }
}

export const shownRating = ({ attempts }: DeskState, assessment: Assessment, code: CompetencyCode): Shown<Rating | null> => {
  const attempt = attempts[ratingKey(code)]
  if (attempt?.change.field !== 'rating') return { value: assessment.ratings.get(code) ?? null, sureness: 'stored' }
  return { value: attempt.change.rating, sureness: attempt.state, problem: problemIn(attempt) }
}

export const shownComment = (state: DeskState, assessment: Assessment, code: CompetencyCode): Shown<string> =>
  shownWords(state, commentKey(code), assessment.comments.get(code) ?? '')

export const shownSummary = (state: DeskState, assessment: Assessment): Shown<string> =>
  shownWords(state, summaryKey, assessment.summary)

const shownWords = ({ attempts }: DeskState, key: string, stored: string): Shown<string> => {
  const attempt = attempts[key]
  if (!attempt || attempt.change.field === 'rating') return { value: stored, sureness: 'stored' }
  return { value: attempt.change.words, sureness: attempt.state, problem: problemIn(attempt) }
}

const problemIn = (attempt: DeskState['attempts'][string]): WorkProblem | undefined =>
  attempt.state === 'failed' ? attempt.problem : undefined

export const sameShown = (one: Shown<Rating | null>, other: Shown<Rating | null>): boolean =>
  one.sureness === other.sureness && one.problem === other.problem && sameRating(one.value, other.value)

/** How many requirements the database holds an answer to, once what is on the screen has arrived there. */
export const answeredIn = (state: DeskState, assessment: Assessment, codes: readonly CompetencyCode[]): number =>
  codes.filter((code) => {
    const { value, sureness } = shownRating(state, assessment, code)
    return sureness === 'failed' || sureness === 'saving' ? assessment.ratings.has(code) : value !== null
  }).length
