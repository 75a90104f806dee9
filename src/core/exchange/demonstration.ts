import type { Acknowledgement, Assessment, AssessorRole, Comments, Ratings } from '../domain/assessment.ts'
import { type Campaign, defaultSettings, requirementsOf } from '../domain/campaign.ts'
import type { Requirement } from '../domain/job.ts'
import type { Pack } from '../domain/pack.ts'
import type { Day, Instant } from '../domain/time.ts'
import { dayAfter } from './calendar.ts'
import { type Chance, chanceFrom } from './demonstration/chance.ts'
import { type Judged, judge } from './demonstration/ratings.ts'
import { observations, refusal } from './demonstration/remarks.ts'
import { type DemonstrationStaff, demonstrationStaff, site } from './demonstration/staff.ts'

/** An assessment of one officer, by registration, before ids are made; each officer has one post and one assignment. */
export type PlannedAssessment = {
  readonly officer: string
  readonly role: AssessorRole
  readonly ratings: Ratings
  readonly comments: Comments
  readonly summary: string
  readonly state: Assessment['state']
  /** When it was signed, or last worked on. */
  readonly at: Instant
}

export type PlannedAcknowledgement = Acknowledgement & { readonly officer: string }

/** An administration at work, as plain data that refers by natural keys: the app makes ids and operations of it. */
export type DemonstrationPlan = DemonstrationStaff & {
  readonly administration: {
    readonly name: string
    readonly country: string
    readonly language: string
    readonly demonstration: true
  }
  /** Ready to be published. Site by unit code, officers and assessors by registration. */
  readonly campaign: Pick<Campaign, 'name' | 'opens' | 'closes' | 'settings'> & {
    readonly site: string
    readonly officers: readonly string[]
    readonly assessors: readonly string[]
  }
  /** 22 signed, 2 rated and to sign, 6 under way, in the order in which they were done. */
  readonly assessments: readonly PlannedAssessment[]
  readonly acknowledgements: readonly PlannedAcknowledgement[]
}

const counts = { signed: 22, toSign: 2, underWay: 6, acknowledged: 15 }
/** Signed assessments, by place, in which the assessor declared one requirement not applicable. */
const withInapplicable = [5, 14]
const refused = 8

/** The pilot of Bamako-Sénou, ten days into its campaign. The same on every device; only the dates follow `today`. */
export const demonstration = (pack: Pack, today: Day): DemonstrationPlan => {
  const staff = demonstrationStaff(pack)
  const having = (role: string) => staff.people.filter(({ roles }) => roles.some((own) => own === role))
  const officers = having('officer').map(({ registration }) => registration)
  const assessments = plannedAssessments(pack, staff, chanceFrom(2024).shuffled(officers), today)
  return {
    ...staff,
    administration: {
      name: 'Direction générale des douanes — pilote de Bamako-Sénou',
      country: 'ML',
      language: 'fr',
      demonstration: true,
    },
    campaign: {
      name: 'Évaluation des compétences, site pilote de Bamako-Sénou',
      site,
      opens: dayAfter(today, -10),
      closes: dayAfter(today, 20),
      settings: defaultSettings,
      officers,
      assessors: having('assessor').map(({ registration }) => registration),
    },
    assessments,
    acknowledgements: plannedAcknowledgements(assessments, today),
  }
}

const plannedAssessments = (
  pack: Pack,
  staff: DemonstrationStaff,
  officers: readonly string[],
  today: Day,
): readonly PlannedAssessment[] => {
  const { signed, toSign, underWay } = counts
  return officers.slice(0, signed + toSign + underWay).map((officer, place): PlannedAssessment => {
    const chance = chanceFrom(7300 + place)
    const requirements = requirementsOfOfficer(pack, staff, officer)
    const commentFrom = defaultSettings.commentFrom ?? 2
    const judged = judge(pack, requirements, chance, { commentFrom, hasInapplicable: withInapplicable.includes(place) })
    if (place < signed) return { officer, role: 'expert', ...judged, state: 'signed', at: workedAt(today, place) }
    const at = instant(dayAfter(today, -1), 14 * 60 + place)
    const seen = place < signed + toSign ? judged : partOf(judged, requirements, chance)
    return { officer, role: 'expert', ...seen, summary: '', state: 'draft', at }
  })
}

/** Two or three assessments a day from the second day on, the last of them yesterday. */
const workedAt = (today: Day, place: number): Instant =>
  instant(dayAfter(today, -9 + Math.floor((place * 9) / counts.signed)), 8 * 60 + 30 + (place % 3) * 150)

const requirementsOfOfficer = (pack: Pack, staff: DemonstrationStaff, officer: string): readonly Requirement[] => {
  const post = staff.posts.find(({ holder }) => holder === officer)
  const job = pack.jobs.find(({ code }) => code === post?.job)
  return job && post ? requirementsOf(job, post) : []
}

/** The first third or two of a conversation that was interrupted. */
const partOf = ({ ratings, comments, summary }: Judged, requirements: readonly Requirement[], chance: Chance): Judged => {
  const many = Math.max(1, Math.floor(requirements.length * (0.2 + chance.next() * 0.5)))
  const reached = new Set(requirements.slice(0, many).map(({ competency }) => competency))
  return {
    ratings: new Map([...ratings].filter(([competency]) => reached.has(competency))),
    comments: new Map([...comments].filter(([competency]) => reached.has(competency))),
    summary,
  }
}

/** The officers assessed first have read their assessment: the day after, or at the end of the last day. */
const plannedAcknowledgements = (assessments: readonly PlannedAssessment[], today: Day): readonly PlannedAcknowledgement[] =>
  assessments.slice(0, counts.acknowledged).map(({ officer, at }, place) => {
    const signedOn = at.slice(0, 10)
    const next = dayAfter(signedOn, 1)
    const day = next < today ? next : signedOn
    const base = { officer, at: instant(day, 16 * 60 + place) }
    if (place === refused) return { ...base, outcome: 'refused', motive: refusal, observations: '' }
    const said = place % 2 === 0 ? (observations[place / 2] ?? '') : ''
    return { ...base, outcome: 'attested', motive: '', observations: said }
  })

const instant = (day: Day, minutes: number): Instant => {
  const pair = (value: number): string => String(value).padStart(2, '0')
  return `${day}T${pair(Math.floor(minutes / 60))}:${pair(minutes % 60)}:00.000Z`
}
