import type { Assessment, Rating } from './assessment.ts'
import type { Assignment } from './campaign.ts'
import type { AssignmentId, CampaignId, UnitId } from './id.ts'
import type { JobDescription } from './job.ts'
import { type Day, daysBetween, isDay } from './time.ts'

/**
 * What a director's report rests on, as columns: one place in each for every officer of a campaign, or of a part of it.
 * No words of anybody: comments, reasons and evidence stay with the single assessment.
 */
export type ReportColumns = {
  readonly campaign: CampaignId
  readonly units: readonly { readonly id: UnitId; readonly name: string }[]
  readonly descriptions: readonly JobDescription[]
  /** As much of each assignment's id as tells it from every other one of the campaign. */
  readonly names: readonly string[]
  readonly people: readonly { readonly familyName: string; readonly givenName: string }[]
  /** Places in `units` and in `descriptions`. */
  readonly unit: Uint16Array
  readonly description: Uint16Array
  readonly state: Uint8Array
  /** Days from 1970-01-01 to the day of signature; 0 where nothing is signed. */
  readonly day: Uint16Array
  /** Where the officer's answers begin in `answers`, one for each requirement of the description; the end of the last one closes it. */
  readonly start: Uint32Array
  readonly answers: Uint8Array
}

/** An expert assessment that says nothing yet is none. */
export const columnState = { toDo: 0, underWay: 1, signed: 2 } as const

/** What was said of a requirement in one byte. The first three are no levels, and none of them is zero on the scale. */
export const answer = { unrated: 0, notObserved: 1, notApplicable: 2, lowestLevel: 3 } as const
export const answerKinds = 12

export const answerOf = (rating: Rating | undefined): number => {
  switch (rating?.kind) {
    case undefined:
      return answer.unrated
    case 'not-observed':
      return answer.notObserved
    case 'not-applicable':
      return answer.notApplicable
    case 'level':
      return answer.lowestLevel + rating.level
  }
}

/** The reason why a requirement is not applicable is words, and words are not in columns. */
export const ratingOf = (code: number): Rating | undefined => {
  switch (code) {
    case answer.unrated:
      return undefined
    case answer.notObserved:
      return { kind: 'not-observed' }
    case answer.notApplicable:
      return { kind: 'not-applicable', reason: '' }
    default:
      return { kind: 'level', level: code - answer.lowestLevel }
  }
}

/** Officers in one set of columns: about one segment. */
export const officersAtOnce = 4096

/** The columns of a campaign, in an order that the content alone decides: the same work always makes the same columns. */
export const columnsOf = (
  campaign: CampaignId,
  assignments: readonly Assignment[],
  assessmentOf: ReadonlyMap<AssignmentId, Assessment>,
): readonly ReportColumns[] => {
  const length = tellingLength(assignments.map(({ id }) => id))
  const keyed = assignments.map((assignment) => ({ assignment, content: JSON.stringify(assignment.jobDescription) }))
  keyed.sort(
    (a, b) =>
      inOrder(a.content, b.content) || inOrder(a.assignment.unit, b.assignment.unit) || inOrder(a.assignment.id, b.assignment.id),
  )
  const sorted = keyed.map(({ assignment }) => assignment)
  const parts = Array.from({ length: Math.ceil(sorted.length / officersAtOnce) }, (_, part) =>
    sorted.slice(part * officersAtOnce, (part + 1) * officersAtOnce),
  )
  return parts.map((part) => partOf(campaign, part, assessmentOf, length))
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const partOf = (
  campaign: CampaignId,
  assignments: readonly Assignment[],
  assessmentOf: ReadonlyMap<AssignmentId, Assessment>,
  length: number,
): ReportColumns => {
  const units = placesOf(
    assignments.map(({ unit, snapshot }) => [unit as string, { id: unit, name: snapshot.unitName }] as const),
  )
  const descriptions = placesOf(
    assignments.map(({ jobDescription }) => [JSON.stringify(jobDescription), jobDescription] as const),
  )
  const found = assignments.map(({ id }) => assessmentOf.get(id))
  const start = new Uint32Array(assignments.length + 1)
  assignments.forEach(({ jobDescription }, at) => {
    start[at + 1] = (start[at] ?? 0) + jobDescription.requirements.length
  })
  return {
    campaign,
    units: units.values,
    descriptions: descriptions.values,
    names: assignments.map(({ id }) => id.slice(0, length)),
    people: assignments.map(({ snapshot: { familyName, givenName } }) => ({ familyName, givenName })),
    unit: Uint16Array.from(units.places),
    description: Uint16Array.from(descriptions.places),
    state: Uint8Array.from(found, stateOf),
    day: Uint16Array.from(found, dayOf),
    start,
    answers: Uint8Array.from(
      assignments.flatMap(({ jobDescription }, at) =>
        jobDescription.requirements.map(({ competency }) => answerOf(found[at]?.ratings.get(competency))),
      ),
    ),
  }
}

/** Each distinct value once, in the order in which it first comes, and the place of each item's value among them. */
const placesOf = <Value>(items: readonly (readonly [key: string, value: Value])[]) => {
  const placeByKey = new Map<string, number>()
  const values: Value[] = []
  const places = items.map(([key, value]) => {
    const known = placeByKey.get(key)
    if (known !== undefined) return known
    placeByKey.set(key, values.length)
    return values.push(value) - 1
  })
  return { values, places }
}

const stateOf = (assessment: Assessment | undefined): number => {
  if (assessment?.state === 'signed') return columnState.signed
  return assessment && assessment.ratings.size > 0 ? columnState.underWay : columnState.toDo
}

const epochDay: Day = '1970-01-01'

const dayOf = (assessment: Assessment | undefined): number => {
  const day = assessment?.state === 'signed' ? assessment.signedAt.slice(0, 10) : epochDay
  return isDay(day) ? Math.min(65_535, Math.max(0, daysBetween(epochDay, day))) : 0
}

/** Random ids are told apart by their first digits; others are kept whole. */
const tellingLength = (ids: readonly string[]): number => {
  if (!ids.every((id) => /^[0-9a-f]{32}$/.test(id))) return 120
  let length = 8
  while (length < 32 && new Set(ids.map((id) => id.slice(0, length))).size < ids.length) length += 2
  return length
}
