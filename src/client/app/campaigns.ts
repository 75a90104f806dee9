import {
  type Campaign,
  type CampaignProblem,
  defaultSettings,
  type PlannedAssignment,
  planAssignments,
  type Staff,
} from '../../core/domain/campaign.ts'
import type { CampaignId, PackId, PersonId, UnitId } from '../../core/domain/id.ts'
import { unitsWithin } from '../../core/domain/person.ts'
import { err, type Result } from '../../core/domain/result.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { newId, now } from './clock.ts'
import { ownPeople, ownPosts, ownUnits } from './own.ts'
import { packAt } from './read.ts'
import { newAssignmentId, streamOf } from './work.ts'

export type CampaignDraft = Pick<Campaign, 'name' | 'site' | 'opens' | 'closes' | 'pack' | 'officers' | 'assessors' | 'settings'>

/**
 * Opens a campaign at a site, as a draft that is saved from its first field on: a power cut costs nothing. A campaign
 * keeps its site for life, for it lives in the site's stream.
 */
export const openCampaign = async (app: App, site: UnitId, pack: PackId): Promise<Result<CampaignId, RecordProblem>> => {
  const id = newId<'campaign'>()
  const set = { name: '', site, opens: '', closes: '', pack, officers: [], assessors: [], settings: { ...defaultSettings } }
  const done = await app.perform([{ kind: 'create', entity: { kind: 'campaign', id }, stream: streamOf({ site }), set }])
  return done.ok ? { ok: true, value: id } : done
}

/** Saves fields of a draft. */
export const editCampaign = (
  app: App,
  campaign: Campaign,
  set: Partial<Omit<CampaignDraft, 'site'>>,
): Promise<Result<readonly Operation[], RecordProblem>> =>
  app.perform([
    {
      kind: 'edit',
      entity: { kind: 'campaign', id: campaign.id },
      stream: streamOf(campaign),
      set: set as { [field: string]: Json },
    },
  ])

/** The staff of the administration that the device works for. */
export const staffOf = async (app: App): Promise<Staff> => {
  const [people, posts, units] = await Promise.all([ownPeople(app), ownPosts(app), ownUnits(app)])
  return { people, posts, units }
}

/** What publishing would assess, or everything that stands in the way. */
export const checkCampaign = async (
  app: App,
  campaign: Campaign,
): Promise<Result<readonly PlannedAssignment[], readonly (CampaignProblem | { readonly problem: 'pack-missing' })[]>> => {
  const pack = await packAt(app.database, campaign.pack)
  return pack ? planAssignments(campaign, pack, await staffOf(app)) : err([{ problem: 'pack-missing' }])
}

/** Publishes: the assignments with their frozen job descriptions and the seal on the campaign, all in one write. */
export const publishCampaign = async (
  app: App,
  campaign: Campaign,
): Promise<Result<readonly Operation[], RecordProblem | { readonly problem: 'campaign-not-ready' }>> => {
  const planned = await checkCampaign(app, campaign)
  if (!planned.ok) return err({ problem: 'campaign-not-ready' })
  return app.perform(publication(campaign, planned.value, app.identity.person ?? ('' as PersonId), now()))
}

export const publication = (
  campaign: Campaign,
  planned: readonly PlannedAssignment[],
  by: PersonId,
  at: string,
): readonly Deed[] => [
  ...planned.map(
    (assignment): Deed => ({
      kind: 'create',
      entity: { kind: 'assignment', id: newAssignmentId() },
      stream: streamOf(campaign),
      set: { campaign: campaign.id, ...assignment } as unknown as { [field: string]: Json },
    }),
  ),
  {
    kind: 'seal',
    entity: { kind: 'campaign', id: campaign.id },
    stream: streamOf(campaign),
    set: { published: { at, by, assignments: planned.length, opens: campaign.opens, closes: campaign.closes } },
  },
]

/** Officers who hold a post in a site's units, for the campaign to choose from; with those who could assess. */
export const candidatesAt = (staff: Staff, site: UnitId) => {
  const within = unitsWithin(staff.units, site)
  const postByHolder = new Map(staff.posts.flatMap((post) => (post.holder ? [[post.holder, post] as const] : [])))
  const officers = staff.people.flatMap((person) => {
    const post = postByHolder.get(person.id)
    return post && within.has(post.unit) ? [{ person, post, unit: staff.units.find((unit) => unit.id === post.unit) }] : []
  })
  const assessors = staff.people.filter((person) => person.roles.includes('assessor') || person.roles.includes('supervisor'))
  return { officers, assessors }
}
