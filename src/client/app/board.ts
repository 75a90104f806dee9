import type { Assessment, Progress, Stage } from '../../core/domain/assessment.ts'
import { progressOf, stageOf } from '../../core/domain/assessment.ts'
import type { Assignment, Campaign } from '../../core/domain/campaign.ts'
import type { AssignmentId, CampaignId } from '../../core/domain/id.ts'
import { assessmentIdOf } from '../../core/protocol/entities.ts'
import { keyOf } from '../storage/database.ts'
import type { App } from './app.ts'
import { acknowledgedIn, assessmentsOf, assignmentsOf, campaignAt } from './read.ts'
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
  /** Officers of the campaign that have not arrived on this device yet. */
  readonly missing: number
}

/** The board of a campaign: for an assessor the own officers, for everybody else all of them. Null when it is not here. */
export const boardOf = async (app: App, id: CampaignId): Promise<Board | null> => {
  const { database, identity } = app
  const campaign = await campaignAt(database, id)
  if (!campaign) return null
  const [assignments, assessments, answered] = await Promise.all([
    assignmentsOf(database, id),
    assessmentsOf(database, id),
    acknowledgedIn(database, id),
  ])
  const mine = assignments.filter(({ assessors }) => identity.person !== null && assessors.includes(identity.person))
  const shown = mine.length > 0 ? mine : assignments
  const whereabouts = await whereaboutsOf(
    database,
    shown.map((assignment) => assessmentKey(assignment.id)),
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
  const missing = Math.max(0, (campaign.published?.assignments ?? 0) - assignments.length)
  return { campaign, entries: entries.sort(byName), missing }
}

const assessmentKey = (assignment: AssignmentId): string => keyOf('assessment', assessmentIdOf(assignment, 'expert'))

const collator = new Intl.Collator(['fr', 'en'], { sensitivity: 'base', numeric: true })

const byName = (a: BoardEntry, b: BoardEntry): number =>
  collator.compare(a.assignment.snapshot.familyName, b.assignment.snapshot.familyName) ||
  collator.compare(a.assignment.snapshot.givenName, b.assignment.snapshot.givenName)
