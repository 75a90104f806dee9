import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { render } from '@testing-library/react'
import type { ComponentType } from 'react'
import { Route, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { type App, type AppParts, openApp } from '../../../src/client/app/app.ts'
import { newId } from '../../../src/client/app/clock.ts'
import { useContact } from '../../../src/client/app/contact.ts'
import { AppProvider } from '../../../src/client/app/context.tsx'
import { installPackFile } from '../../../src/client/app/pack-file.ts'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import type { AdministrationId, PackId, PersonId, StreamId, UnitId } from '../../../src/core/domain/id.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'
import type { Role } from '../../../src/core/domain/person.ts'
import { packIdOf } from '../../../src/core/protocol/entities.ts'
import type { EntityKind } from '../../../src/core/protocol/operation.ts'

export const starterFile = readFileSync(resolve(import.meta.dirname, '../../../public/packs/douanes-aoc-1.0.0.json'))
export const starter = JSON.parse(starterFile.toString('utf8')) as Pack

const memoryStorage = (): Pick<Storage, 'getItem' | 'setItem'> => {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

let opened = 0

/** A fresh device in French without a network, whoever holds it. */
export const openDevice = async (parts: AppParts = {}): Promise<App> => {
  await startSpeaking('fr')
  useContact.setState({ phase: 'resting', settled: 0, taken: 0, problem: null, stuck: [], progress: null })
  opened += 1
  const app = await openApp({
    database: openDatabase(`headquarters-${opened}-${newId<'test'>()}`),
    storage: memoryStorage(),
    send: async () => ({ ok: false, problem: { problem: 'no-network' } }),
    ...parts,
  })
  return app
}

/** The device as the next page load finds it: who holds it was chosen since. */
export const again = async (app: App, parts: AppParts = {}): Promise<App> => {
  app.runner.stop()
  return openApp({
    database: app.database,
    storage: memoryStorage(),
    send: async () => ({ ok: false, problem: { problem: 'no-network' } }),
    ...parts,
  })
}

export const douanes = 'douanes' as AdministrationId
export const senou = 'senou' as UnitId
export const packId: PackId = packIdOf(douanes, starter)
const stream = douanes as string as StreamId

export const create = (kind: EntityKind, id: string, set: object, where: StreamId = stream) => ({
  kind: 'create' as const,
  entity: { kind, id },
  stream: where,
  set: set as never,
})

export const person = (id: string, familyName: string, givenName: string, roles: readonly Role[] = ['officer']) =>
  create('person', id, { registration: `M-${id}`, familyName, givenName, grade: 'Inspecteur', language: 'fr', roles })

export const post = (id: string, unit: string, holder: string | null, job = starter.jobs[0]?.code ?? '') =>
  create('post', id, { code: id, title: `Poste ${id}`, unit, job, holder, adjustments: [], descriptionVersion: 1 })

/** An administration with one site, two officers at posts, one without, one assessor; the champion holds the device. */
export const openHeadquarters = async (parts: AppParts = {}): Promise<App> => {
  const device = await openDevice(parts)
  const done = await device.perform([
    create('administration', douanes, { name: 'Douanes', country: 'Mali', language: 'fr', demonstration: false }),
    create('unit', senou, { code: 'BKO', name: 'Bureau de Sénou', parent: null, site: true }),
    create('unit', 'fret', { code: 'BKO-F', name: 'Section fret', parent: senou, site: false }),
    person('awa', 'Traoré', 'Awa', ['champion']),
    person('moussa', 'Keïta', 'Moussa'),
    person('fatou', 'Diarra', 'Fatoumata'),
    person('nana', 'Sidibé', 'Nana'),
    person('oumar', 'Sissoko', 'Oumar', ['assessor']),
    post('p1', senou, 'moussa'),
    post('p2', 'fret', 'fatou'),
    post('p3', 'fret', null),
  ])
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  await device.become(douanes, 'awa' as PersonId)
  const app = await again(device, parts)
  const installed = await installPackFile(app, new Uint8Array(starterFile))
  if (!installed.ok) throw new Error(JSON.stringify(installed.problem))
  return app
}

/** Shows one page at its address. */
export const show = (app: App, Page: ComponentType, path = '/', pattern = path) => {
  const location = memoryLocation({ path, record: true })
  render(
    <AppProvider app={app}>
      <Router hook={location.hook} searchHook={location.searchHook}>
        <Route path={pattern}>
          <Page />
        </Route>
      </Router>
    </AppProvider>,
  )
  return location
}
