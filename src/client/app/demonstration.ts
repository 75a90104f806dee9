import { planAssignments } from '../../core/domain/campaign.ts'
import type { AdministrationId, CampaignId, PersonId, PostId, StreamId, UnitId } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { type DemonstrationPlan, demonstration } from '../../core/exchange/demonstration.ts'
import { parsePack } from '../../core/exchange/pack.ts'
import { assessmentIdOf, commentField, packIdOf, ratingField } from '../../core/protocol/entities.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { publication } from './campaigns.ts'
import { newId, today } from './clock.ts'
import { packDeed } from './library.ts'
import { starterBytes } from './pack-file.ts'
import { acknowledgementIdOf } from './work.ts'

export type DemonstrationProblem =
  | RecordProblem
  | { readonly problem: 'starter-unreachable' }
  | { readonly problem: 'starter-damaged' }

/**
 * Makes the demonstration administration on this device, by the operations that anybody's work is made of: it syncs,
 * it is read and it is signed like the real thing. Afterwards somebody picks who they are.
 */
export const plantDemonstration = async (
  app: App,
  ask: typeof fetch = fetch,
): Promise<Result<AdministrationId, DemonstrationProblem>> => {
  const bytes = await starterBytes(ask)
  if (!bytes) return err({ problem: 'starter-unreachable' })
  const pack = parsePack(bytes)
  if (!pack.ok) return err({ problem: 'starter-damaged' })
  const administration = newId<'administration'>()
  const done = await app.perform(deedsOf(administration, pack.value, demonstration(pack.value, today())))
  if (!done.ok) return done
  await app.become(administration, null)
  return ok(administration)
}

const deedsOf = (administration: AdministrationId, pack: Pack, plan: DemonstrationPlan): readonly Deed[] => {
  const stream = administration as string as StreamId
  const unitIds = new Map(plan.units.map(({ code }) => [code, newId<'unit'>()]))
  const personIds = new Map(plan.people.map(({ registration }) => [registration, newId<'person'>()]))
  const unitId = (code: string | null): UnitId => unitIds.get(code ?? '') ?? ('' as UnitId)
  const personId = (registration: string): PersonId => personIds.get(registration) ?? ('' as PersonId)

  const units = plan.units.map((unit) => ({ ...unit, id: unitId(unit.code), parent: unit.parent ? unitId(unit.parent) : null }))
  const people = plan.people.map((person) => ({ ...person, id: personId(person.registration) }))
  const posts = plan.posts.map((post) => ({
    ...post,
    id: newId<'post'>() as PostId,
    unit: unitId(post.unit),
    holder: post.holder === null ? null : personId(post.holder),
  }))
  const champion = people.find(({ roles }) => roles.includes('champion'))?.id ?? personId('')
  const campaign = {
    ...plan.campaign,
    id: newId<'campaign'>(),
    pack: packIdOf(administration, pack),
    site: unitId(plan.campaign.site),
    officers: plan.campaign.officers.map(personId),
    assessors: plan.campaign.assessors.map(personId),
    published: null,
  }
  const planned = planAssignments(campaign, pack, { people, posts, units })
  if (!planned.ok) throw new Error(`the demonstration cannot be published: ${JSON.stringify(planned.problem)}`)

  const site = campaign.site as string as StreamId
  const { id, published: _, ...draft } = campaign
  const published = publication(campaign, planned.value, champion, `${plan.campaign.opens}T07:30:00.000Z`)
  return [
    create('administration', administration, stream, plan.administration),
    packDeed(administration, campaign.pack, pack),
    ...units.map(({ id, ...unit }) => create('unit', id, stream, unit)),
    ...people.map(({ id, ...person }) => create('person', id, stream, person)),
    ...posts.map(({ id, ...post }) => create('post', id, stream, post)),
    create('campaign', id, site, draft),
    ...published,
    ...work(plan, published, campaign.id, personId, site),
  ]
}

/** What the assessors and the officers have done so far, each in their own name and at their own time. */
const work = (
  plan: DemonstrationPlan,
  published: readonly Deed[],
  campaign: CampaignId,
  personId: (registration: string) => PersonId,
  stream: StreamId,
): readonly Deed[] => {
  const assignments = new Map(
    published.filter(({ entity }) => entity.kind === 'assignment').map((deed) => [deed.set['officer'], deed] as const),
  )
  const assessments = plan.assessments.flatMap((assessment): readonly Deed[] => {
    const assignment = assignments.get(personId(assessment.officer))
    if (!assignment) return []
    const [assessor] = assignment.set['assessors'] as readonly PersonId[]
    if (!assessor) return []
    const id = assessmentIdOf(assignment.entity.id as never, assessment.role)
    const said = { author: assessor, wall: assessment.at }
    const begun = create('assessment', id, stream, {
      campaign,
      assignment: assignment.entity.id,
      role: assessment.role,
      ...Object.fromEntries([...assessment.ratings].map(([code, rating]) => [ratingField(code), rating as Json])),
      ...Object.fromEntries([...assessment.comments].map(([code, words]) => [commentField(code), words])),
      ...(assessment.summary ? { summary: assessment.summary } : {}),
    })
    const seal: Deed = { ...begun, kind: 'seal', set: { signedAt: assessment.at, signedBy: assessor } }
    return assessment.state === 'signed'
      ? [
          { ...begun, ...said },
          { ...seal, ...said },
        ]
      : [{ ...begun, ...said }]
  })
  const acknowledgements = plan.acknowledgements.flatMap(({ officer, ...answer }): readonly Deed[] => {
    const assignment = assignments.get(personId(officer))
    if (!assignment) return []
    const assessment = assessmentIdOf(assignment.entity.id as never, 'expert')
    const deed = create('acknowledgement', acknowledgementIdOf(assessment), stream, { campaign, assessment, ...answer })
    return [{ ...deed, kind: 'seal', author: personId(officer), wall: answer.at }]
  })
  return [...assessments, ...acknowledgements]
}

const create = (kind: EntityKind, id: string, stream: StreamId, set: { readonly [field: string]: unknown }): Deed => ({
  kind: 'create',
  entity: { kind, id },
  stream,
  set: set as { readonly [field: string]: Json },
})
