import type { App, Deed } from '../../../src/client/app/app.ts'
import type { AssignmentId, CampaignId, PersonId } from '../../../src/core/domain/id.ts'
import type { Requirement } from '../../../src/core/domain/job.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'

/** A site with officers to assess, as it stands once its campaign has arrived on the tablet. */
export type Site = {
  readonly pack: Pack
  readonly officers: readonly {
    readonly familyName: string
    readonly givenName: string
    readonly unit: number
    readonly post: string
  }[]
  readonly requirements: (officer: number) => readonly Requirement[]
  readonly commentFrom?: number | null
  readonly opens?: string
  readonly closes?: string
  /** Counted in the campaign but not arrived. */
  readonly missing?: number
  readonly campaign?: string
}

export const assessor = 'person-assessor' as PersonId
export const campaignId = 'campaign-1' as CampaignId
export const assignmentId = (officer: number, campaign: string = campaignId): AssignmentId =>
  `${campaign}-a${officer}` as AssignmentId

const units = ['Bureau de Kati', 'Brigade mobile', 'Bureau de l’aéroport']

const reference = (pack: Pack): readonly Deed[] => {
  const stream = 'adm' as never
  const create = (kind: Deed['entity']['kind'], id: string, set: Deed['set']): Deed => ({
    kind: 'create',
    entity: { kind, id },
    stream,
    set,
  })
  return [
    create('administration', 'adm', { name: 'Douanes', country: 'ML', language: 'fr', demonstration: false }),
    create('unit', 'site', { code: 'KAT', name: 'Kati', parent: null, site: true }),
    ...units.map((name, at) => create('unit', `unit-${at}`, { code: `U${at}`, name, parent: 'site', site: false })),
    create('person', assessor, {
      registration: 'E1',
      familyName: 'Keita',
      givenName: 'Fanta',
      grade: '',
      language: 'fr',
      roles: ['assessor'],
    }),
    create('pack', 'pack-1', { content: pack as never }),
  ]
}

export const siteDeeds = ({
  pack,
  officers,
  requirements,
  commentFrom = 2,
  opens = '2026-01-01',
  closes = '2099-12-31',
  missing = 0,
  campaign = campaignId,
}: Site): readonly Deed[] => {
  const stream = 'site' as never
  return [
    ...(campaign === campaignId ? reference(pack) : []),
    ...officers.map(
      ({ familyName, givenName, unit, post }, at): Deed => ({
        kind: 'create',
        entity: { kind: 'assignment', id: assignmentId(at, campaign) },
        stream,
        set: {
          campaign,
          officer: `officer-${at}`,
          post: `post-${at}`,
          unit: `unit-${unit}`,
          assessors: [assessor],
          jobDescription: { job: 'job', version: 1 + (at % 3), requirements: requirements(at) as never },
          snapshot: {
            registration: `M${100 + at}`,
            familyName,
            givenName,
            grade: 'Inspecteur',
            language: 'fr',
            postCode: `P${at}`,
            postTitle: post,
            unitName: units[unit] ?? '',
          },
        },
      }),
    ),
    {
      kind: 'seal',
      entity: { kind: 'campaign', id: campaign },
      stream,
      set: {
        name: campaign === campaignId ? 'Évaluation 2026 — Kati' : `Campagne ${campaign}`,
        site: 'site',
        opens,
        closes,
        pack: 'pack-1',
        officers: officers.map((_, at) => `officer-${at}`),
        assessors: [assessor],
        settings: { commentFrom, readyFrom: 0.85, observationDays: 8 },
        published: { at: '2026-01-01T08:00:00.000Z', by: assessor, assignments: officers.length + missing, opens, closes },
      },
    },
  ]
}

/** Plants the site and hands the tablet to the assessor. */
export const plant = async (app: App, site: Site): Promise<void> => {
  const done = await app.perform(siteDeeds(site))
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  await app.become('adm' as never, assessor)
}
