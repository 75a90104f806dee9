import type { Assessment, Progress, Stage } from '../../core/domain/assessment.ts'
import { progressOf, stageOf } from '../../core/domain/assessment.ts'
import type { Assignment, Campaign } from '../../core/domain/campaign.ts'
import type { AssignmentId, CampaignId, PersonId } from '../../core/domain/id.ts'
import { assessmentIdOf } from '../../core/protocol/entities.ts'
import { type Database, keyOf } from '../storage/database.ts'
import type { App } from './app.ts'
import { officersDue } from './arrival.ts'
import { acknowledgedIn, assignmentsOf, campaignAt, expertsIn, storedWithin } from './read.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

/** One officer on the site board. */
export type BoardEntry = {
  readonly assignment: Assignment
  readonly assessment: Assessment | undefined
  readonly progress: Progress
  readonly stage: Stage
  /** Undefined until something was rated. */
  readonly whereabouts: Whereabouts | undefined
  /** The officer has attested or refused; what a signed assessment still waits for. */
  readonly acknowledged: boolean
}

export type Board = {
  readonly campaign: Campaign
  /** By family name. */
  readonly entries: readonly BoardEntry[]
  /** Officers of the campaign that are still to arrive on this device. */
  readonly missing: number
}

/** The board of a campaign: for an assessor the own officers, for everybody else all of them. Null when it is not here. */
export const boardOf = ({ database, identity }: App, id: CampaignId): Promise<Board | null> =>
  database.transaction('r', tablesOf(database), async () => {
    const campaign = await campaignAt(database, id)
    return campaign ? boardIn(database, campaign, identity.person) : null
  })

const tablesOf = ({ rows, unsent, refused, receipts, answers, meta }: Database) => [
  rows,
  unsent,
  refused,
  receipts,
  answers,
  meta,
]

/** In the one transaction of its caller: each transaction of its own would cost a slow tablet several milliseconds. */
const boardIn = async (database: Database, campaign: Campaign, person: PersonId | null): Promise<Board> => {
  const { id } = campaign
  const [assignments, stored, answered] = await Promise.all([
    assignmentsOf(database, id),
    storedWithin(database, 'assessment', id),
    acknowledgedIn(database, id),
  ])
  const assessments = expertsIn(stored.map(({ row }) => row))
  const mine = assignments.filter(({ assessors }) => person !== null && assessors.includes(person))
  const shown = mine.length > 0 ? mine : assignments
  const whereabouts = await whereaboutsOf(
    database,
    shown.map((assignment) => assessmentKey(assignment.id)),
    stored,
  )
  const entries = shown.map((assignment): BoardEntry => {
    const assessment = assessments.get(assignment.id)
    const { requirements } = assignment.jobDescription
    return {
      assignment,
      assessment,
      progress: progressOf(requirements, assessment?.ratings ?? new Map()),
      stage: stageOf(assessment, requirements),
      whereabouts: whereabouts.get(assessmentKey(assignment.id)),
      acknowledged: assessment !== undefined && answered.has(assessment.id),
    }
  })
  const missing = Math.max(0, (await officersDue(database, campaign, assignments.length)) - assignments.length)
  return { campaign, entries: inRegisterOrder(entries), missing }
}

const assessmentKey = (assignment: AssignmentId): string => keyOf('assessment', assessmentIdOf(assignment, 'expert'))

/**
 * By family name, then given name, accents aside. Without a collator: the first one that a page makes costs a slow tablet
 * more than a tenth of a second, and this is the first screen.
 */
const inRegisterOrder = (entries: readonly BoardEntry[]): readonly BoardEntry[] =>
  entries
    .map((entry) => ({ entry, name: folded(entry.assignment.snapshot) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ entry }) => entry)

/** A tab stands before every letter, so that a family name comes before the longer one that begins with it. */
const folded = ({ familyName, givenName }: BoardEntry['assignment']['snapshot']): string =>
  `${familyName}\t${givenName}`
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
