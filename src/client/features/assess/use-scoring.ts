import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { commentsDue, type Rating } from '../../../core/domain/assessment.ts'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import { now } from '../../app/clock.ts'
import { useApp } from '../../app/context.tsx'
import { noteStood, type Stood } from '../../app/stood.ts'
import type { Grid } from '../../app/work.ts'
import { announce } from '../../ui/announce.tsx'
import { type Change, type InView, ratingKey } from './change.ts'
import { nameOf } from './competency-head.tsx'
import { conflictsAt, isDisputed } from './disputed.tsx'
import { keepPlace, placeOf } from './place.ts'
import { usePreferences } from './preferences.ts'
import type { RailMark } from './rail.tsx'
import { type Line, linesOf, sectionsOf } from './sections.ts'
import { stateOf } from './state-sign.tsx'
import { answeredIn, shownComment, shownRating, useDesk } from './use-desk.ts'

/** Everything the scoring screen does, whichever way it is drawn. */
export const useScoring = (grid: Grid, stood: Stood | null) => {
  const app = useApp()
  const { i18n } = useTranslation('assess')
  const { pack, assignment, assessment, campaign, conflicts } = grid
  const [desk, state] = useDesk(grid)
  const { autoAdvance } = usePreferences()
  const sections = useMemo(() => sectionsOf({ pack, assignment }), [pack, assignment])
  const lines = useMemo(() => linesOf(sections), [sections])
  const [params] = useSearchParams()
  const [current, setCurrent] = useState(() => startAt(grid, lines, params.get('at'), stood))
  const [commentOpen, setCommentOpen] = useState<CompetencyCode | undefined>()
  const arrows = useArrows()
  const here = useRef(current)
  useEffect(() => {
    here.current = current
  }, [current])

  const line = lines.find(({ code }) => code === current)
  const place = lines.findIndex(({ code }) => code === current)

  const go = useCallback(
    (code: CompetencyCode): void => {
      const found = lines.find((other) => other.code === code)
      if (!found) return
      setCurrent(code)
      const touched = now()
      keepPlace(assignment.id, { competency: code, touched, saved: placeOf(assignment.id)?.saved ?? null })
      noteStood(app, assignment.id, { competency: code, touched })
      announce(nameOf(found, i18n.language))
    },
    [app, lines, assignment.id, i18n.language],
  )

  const say = useCallback(
    async (at: Line, rating: Rating | null, shown?: InView): Promise<void> => {
      // Two answers stand here: neither is replaced by a tap, a person settles them first.
      if (isDisputed({ conflicts }, ratingKey(at.code))) return
      if (desk.holds({ field: 'rating', competency: at.code, rating })) return
      setCurrent(at.code)
      const saved = await desk.say({ field: 'rating', competency: at.code, rating }, shown)
      const next = lines[lines.indexOf(at) + 1]
      if (!saved || !rating || !next || !autoAdvance || arrows.current || here.current !== at.code) return
      go(next.code)
      document.documentElement.scrollTop = 0
    },
    [desk, lines, autoAdvance, arrows, go, conflicts],
  )

  const due = useMemo(() => {
    const { requirements } = assignment.jobDescription
    const ratings = new Map(
      requirements.flatMap(({ competency }) => {
        const { value } = shownRating(state, assessment, competency)
        return value ? [[competency, value] as const] : []
      }),
    )
    const comments = new Map(
      requirements.map(({ competency }) => [competency, shownComment(state, assessment, competency).value]),
    )
    return new Set(commentsDue(requirements, ratings, comments, campaign.settings.commentFrom))
  }, [state, assessment, assignment, campaign])

  const markOf = (code: CompetencyCode): RailMark => {
    const rating = shownRating(state, assessment, code)
    const failed = rating.sureness === 'failed' || shownComment(state, assessment, code).sureness === 'failed'
    const disputed = conflictsAt(grid, code).length > 0
    // What did not reach the disk is marked as failed, and never ticked as given.
    const kept = rating.sureness === 'failed' ? (assessment.ratings.get(code) ?? null) : rating.value
    return { state: stateOf(kept), failed, disputed, commentDue: due.has(code) && assessment.state === 'draft' }
  }

  /** Steps back or forth and shows what it changed. */
  const walk = async (step: () => Promise<Change | undefined>): Promise<void> => {
    const changed = await step()
    if (changed && changed.field !== 'summary' && changed.competency !== current) go(changed.competency)
  }

  return {
    desk,
    state,
    sections,
    lines,
    group: sections.find((section) => line && section.lines.includes(line))?.group,
    line,
    place,
    go,
    say,
    due,
    markOf,
    commentOpen: commentOpen === current,
    openComment: () => setCommentOpen(current),
    answered: answeredIn(
      state,
      assessment,
      lines.map(({ code }) => code),
    ),
    undo: () => void walk(desk.undo),
    redo: () => void walk(desk.redo),
  }
}

export type Scoring = ReturnType<typeof useScoring>

/** Where the address points, else where the work stood, else the first that is unrated, else the first. */
const startAt = (
  { assignment, assessment }: Grid,
  lines: readonly Line[],
  asked: string | null,
  stood: Stood | null,
): CompetencyCode | undefined => {
  const place = placeOf(assignment.id)
  const left = stood && (!place || place.touched <= stood.touched) ? stood : place
  const candidates = [asked, left?.competency, lines.find(({ code }) => !assessment.ratings.has(code))?.code]
  return (
    lines.find(({ code }) => code === candidates.find((wanted) => lines.some((line) => line.code === wanted)))?.code ??
    lines[0]?.code
  )
}

/** True while the keyboard's arrows walk along a ladder: each step chooses, so none of them may lead on. */
const useArrows = (): { readonly current: boolean } => {
  const arrows = useRef(false)
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      arrows.current = event.key.startsWith('Arrow')
    }
    const hand = (): void => {
      arrows.current = false
    }
    document.addEventListener('keydown', key, true)
    document.addEventListener('pointerdown', hand, true)
    return () => {
      document.removeEventListener('keydown', key, true)
      document.removeEventListener('pointerdown', hand, true)
    }
  }, [])
  return arrows
}
