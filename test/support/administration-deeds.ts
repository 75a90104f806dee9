import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AdministrationId, PackId, PersonId, StreamId, UnitId } from '../../src/core/domain/id.ts'
import type { JobDescription } from '../../src/core/domain/job.ts'
import type { Pack } from '../../src/core/domain/pack.ts'
import { packIdOf } from '../../src/core/protocol/entities.ts'
import { type Envelope, lineOf } from '../../src/core/protocol/envelope.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openSqlite } from '../../src/server/store/open-sqlite.ts'
import { type SiteWork, siteWork } from './large-administration.ts'
import { deedsOf, envelopesOf } from './site-operations.ts'

export type LargeAdministration = {
  readonly name: string
  readonly pack: Pack
  readonly sites: readonly SiteWork[]
  readonly director: { readonly familyName: string; readonly givenName: string }
  readonly envelopes: readonly Envelope[]
}

const starterPack = (): Pack =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../public/packs/douanes-aoc-1.0.0.json'), 'utf8'))

const remarks = [
  'Vu au poste pendant deux vacations ; les contrôles sont suivis sans rappel.',
  'À confirmer sur pièces : les dossiers du trimestre n’étaient pas disponibles.',
  'Formation suivie en mars, la pratique vient.',
  'Travaille seul depuis six mois et appelle à bon escient.',
]

/** An administration at work: `sites` sites of `officers` officers, assessed by the jobs of the starter pack. */
export const largeAdministration = (sites: number, officers: number): LargeAdministration => {
  const pack = starterPack()
  const id = 'ad'.repeat(16) as AdministrationId
  const stream = id as string as StreamId
  const packId = packIdOf(id, pack)
  const jobs = pack.jobs.map(({ code, requirements }): JobDescription => ({ job: code, version: 1, requirements }))
  const works = Array.from({ length: sites }, (_, site) => inPack(siteWork(site, officers, 0.9, jobs), packId))
  const director = { familyName: 'Diarra', givenName: 'Fanta' }
  const person = (
    registration: string,
    personId: string,
    names: { readonly familyName: string; readonly givenName: string },
    role: string,
  ) => ({
    kind: 'create' as const,
    entity: { kind: 'person' as const, id: personId },
    stream,
    set: {
      registration,
      familyName: names.familyName,
      givenName: names.givenName,
      grade: 'Contrôleur',
      language: 'fr',
      roles: [role],
    },
  })
  const unit = (unitId: UnitId, name: string, parent: UnitId | null, site: boolean) => ({
    kind: 'create' as const,
    entity: { kind: 'unit' as const, id: unitId },
    stream,
    set: { code: unitId.slice(0, 6), name, parent, site },
  })
  const reference = [
    {
      kind: 'create' as const,
      entity: { kind: 'administration' as const, id },
      stream,
      set: { name: 'Direction générale des douanes', country: 'ML', language: 'fr', demonstration: false },
    },
    { kind: 'create' as const, entity: { kind: 'pack' as const, id: packId as string }, stream, set: { content: pack } },
    person('0001D', 'd1'.repeat(16), director, 'hr-director'),
    ...works.flatMap(({ campaign, assignments }, site) => [
      unit(campaign.site, `Bureau ${site + 1}`, null, true),
      ...[...new Map(assignments.map(({ unit: own, snapshot }) => [own, snapshot.unitName]))].map(([own, name]) =>
        unit(own, name, campaign.site, false),
      ),
    ]),
    ...works.flatMap(({ assignments }) =>
      assignments.map(({ officer, snapshot }) => person(snapshot.registration, officer, snapshot, 'officer')),
    ),
  ]
  const envelopes = [
    ...envelopesOf(reference, 'champion-1'),
    ...works.flatMap((work, site) => envelopesOf(deedsOf(work, remarks), `tablet-${site}`, 'd1'.repeat(16) as PersonId)),
  ]
  return { name: 'Direction générale des douanes', pack, sites: works, director, envelopes }
}

const inPack = (work: SiteWork, pack: PackId): SiteWork => ({ ...work, campaign: { ...work.campaign, pack } })

/** Writes it into the data folder of a server that is yet to start. */
export const fillFolder = async (folder: string, envelopes: readonly Envelope[]): Promise<void> => {
  const log = await openLog(await openSqlite(join(folder, 'palier.db')))
  for (let at = 0; at < envelopes.length; at += 250) {
    const lines = envelopes.slice(at, at + 250).map(lineOf)
    const receipts = await log.append(lines, { device: 'filling', time: '2026-11-22T09:00:00.000Z' })
    const refused = receipts.find(({ status }) => status !== 'applied')
    if (refused) throw new Error(`${refused.status}: ${JSON.stringify(refused.problem)}`)
  }
  await log.close()
}
