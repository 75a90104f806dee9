import { type App, type Deed, openApp } from '../../../src/client/app/app.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import type { Rating } from '../../../src/core/domain/assessment.ts'
import { type Campaign, defaultSettings, planAssignments } from '../../../src/core/domain/campaign.ts'
import type {
  AdministrationId,
  AssignmentId,
  CampaignId,
  PersonId,
  PostId,
  StreamId,
  UnitId,
} from '../../../src/core/domain/id.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'
import type { Person, Post, Unit } from '../../../src/core/domain/person.ts'
import { assessmentIdOf, commentField, packIdOf, ratingField } from '../../../src/core/protocol/entities.ts'
import type { Json } from '../../../src/core/protocol/json.ts'

/** One officer of a planted campaign: who, where, and what was said. */
export type PlantedOfficer = {
  readonly registration: string
  readonly familyName: string
  readonly givenName: string
  readonly language?: string
  readonly unit: string
  readonly job: string
  readonly ratings?: { readonly [competency: string]: Rating | number }
  readonly comments?: { readonly [competency: string]: string }
  readonly summary?: string
  readonly signed?: string
  readonly acknowledged?: { readonly outcome: 'attested' | 'refused'; readonly motive: string; readonly observations: string }
}

export type Planted = {
  readonly pack: Pack
  readonly officers: readonly PlantedOfficer[]
  readonly units?: { readonly [code: string]: string }
  readonly settings?: Partial<Campaign['settings']>
}

export const administration = 'adm' as AdministrationId
export const campaignId = 'camp' as CampaignId
export const assignmentOf = (registration: string): AssignmentId => `as-${registration}` as AssignmentId

let opened = 0

/** A device that holds one published campaign, written through the app as any other work. */
export const plantCampaign = async (planted: Planted, name = `gaps-${opened++}`): Promise<App> => {
  const send = async () => ({ ok: false as const, problem: { problem: 'no-network' as const } })
  const storage = { getItem: () => null, setItem: () => undefined }
  const database = openDatabase(name)
  const first = await openApp({ database, storage, send: send as never })
  first.runner.stop()
  const done = await first.perform(deedsOf(planted))
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  await first.become(administration, 'assessor' as PersonId)
  return openApp({ database, storage, send: send as never })
}

const deedsOf = ({ pack, officers, units = { u1: 'Bureau des marchandises' }, settings = {} }: Planted): readonly Deed[] => {
  const pack_ = packIdOf(administration, pack)
  const site: Unit = { id: 'site' as UnitId, code: 'BKO', name: 'Bureau principal de Bamako-Sénou', parent: null, site: true }
  const staffUnits: readonly Unit[] = [
    site,
    ...Object.entries(units).map(([id, name]): Unit => ({ id: id as UnitId, code: id, name, parent: site.id, site: false })),
  ]
  const assessor: Person = {
    id: 'assessor' as PersonId,
    registration: 'E-01',
    familyName: 'Sangaré',
    givenName: 'Fatoumata',
    grade: 'Inspecteur principal',
    language: 'fr',
    roles: ['assessor'],
  }
  const people: readonly Person[] = [
    assessor,
    ...officers.map(
      ({ registration, familyName, givenName, language = 'fr' }): Person => ({
        id: `p-${registration}` as PersonId,
        registration,
        familyName,
        givenName,
        grade: 'Inspecteur',
        language,
        roles: ['officer'],
      }),
    ),
  ]
  const posts = officers.map(
    ({ registration, unit, job }): Post => ({
      id: `post-${registration}` as PostId,
      code: `PO-${registration}`,
      title: pack.jobs.find(({ code }) => code === job)?.name['fr'] ?? job,
      unit: unit as UnitId,
      job: job as Post['job'],
      holder: `p-${registration}` as PersonId,
      adjustments: [],
      descriptionVersion: 1,
    }),
  )
  const campaign: Campaign = {
    id: campaignId,
    name: 'Pilote 2026',
    site: site.id,
    opens: '2026-11-02',
    closes: '2026-12-18',
    pack: pack_,
    officers: people.slice(1).map(({ id }) => id),
    assessors: [assessor.id],
    settings: { ...defaultSettings, ...settings },
    published: null,
  }
  const planned = planAssignments(campaign, pack, { people, posts, units: staffUnits })
  if (!planned.ok) throw new Error(JSON.stringify(planned.problem))
  const home = administration as string as StreamId
  const stream = site.id as string as StreamId
  const create = (kind: Deed['entity']['kind'], { id, ...set }: { readonly id: string }, where = home): Deed => ({
    kind: 'create',
    entity: { kind, id },
    stream: where,
    set: set as { [field: string]: Json },
  })
  const { published: _, ...head } = campaign
  return [
    create('administration', {
      id: administration,
      ...{ name: 'Direction générale des douanes', country: 'ML', language: 'fr', demonstration: true },
    }),
    { ...create('pack', { id: pack_ }), set: { content: pack as unknown as Json } },
    ...staffUnits.map((unit) => create('unit', unit)),
    ...people.map((person) => create('person', person)),
    ...posts.map((post) => create('post', post)),
    create('campaign', head, stream),
    ...planned.value.map((assignment) =>
      create(
        'assignment',
        { id: assignmentOf(assignment.snapshot.registration), campaign: campaignId, ...assignment } as { id: string },
        stream,
      ),
    ),
    {
      kind: 'seal',
      entity: { kind: 'campaign', id: campaignId },
      stream,
      set: {
        published: {
          at: '2026-11-01T08:00:00.000Z',
          by: assessor.id,
          assignments: officers.length,
          opens: campaign.opens,
          closes: campaign.closes,
        },
      },
    },
    ...officers.flatMap((officer) => assessmentDeeds(officer, stream)),
  ]
}

const assessmentDeeds = (officer: PlantedOfficer, stream: StreamId): readonly Deed[] => {
  const { registration, ratings = {}, comments = {}, summary = '', signed, acknowledged } = officer
  const assignment = assignmentOf(registration)
  const entity = { kind: 'assessment' as const, id: assessmentIdOf(assignment, 'expert') }
  if (Object.keys(ratings).length === 0) return []
  const said = Object.entries(ratings).map(([code, rating]) => [
    ratingField(code as never),
    typeof rating === 'number' ? { kind: 'level', level: rating } : rating,
  ])
  const written = Object.entries(comments).map(([code, words]) => [commentField(code as never), words])
  const set = { campaign: campaignId, assignment, role: 'expert', summary, ...Object.fromEntries([...said, ...written]) }
  const work: Deed = { kind: 'create', entity, stream, set }
  if (!signed) return [work]
  const seal: Deed = { kind: 'seal', entity, stream, set: { signedAt: signed, signedBy: 'assessor' } }
  if (!acknowledged) return [work, seal]
  const answer: Deed = {
    kind: 'seal',
    entity: { kind: 'acknowledgement', id: `${entity.id}.ack` },
    stream,
    set: { campaign: campaignId, assessment: entity.id, ...acknowledged, at: signed },
  }
  return [work, seal, answer]
}
