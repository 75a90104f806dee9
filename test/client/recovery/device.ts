import { type App, type AppParts, openApp } from '../../../src/client/app/app.ts'
import { newId } from '../../../src/client/app/clock.ts'
import { type Database, openDatabase } from '../../../src/client/storage/database.ts'
import type { AdministrationId, PersonId, StreamId } from '../../../src/core/domain/id.ts'
import { memoryPlace } from '../../support/memory-journal.ts'

/** A tablet whose parts outlive the app, and can be lost one by one. */
export type Tablet = {
  readonly place: ReturnType<typeof memoryPlace>
  /** Starts the app on what is there, as loading the page does. */
  readonly start: (parts?: AppParts) => Promise<App>
  readonly database: () => Database
  /** The browser empties the database; what lies beside it stays. */
  readonly loseDatabase: () => Promise<void>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
}

export const openTablet = (): Tablet => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const place = memoryPlace()
  const name = `tablet-${newId<'test'>()}`
  let database = openDatabase(name)
  let running: App | undefined
  return {
    place,
    storage,
    database: () => database,
    start: async (parts = {}) => {
      running?.runner.stop()
      if (running?.journal) await place.end(running.journal)
      database.close()
      database = openDatabase(name)
      const send = async () => ({ ok: false, problem: { problem: 'no-network' } }) as const
      running = await openApp({ database, storage, journal: await place.open(), send, ...parts })
      return running
    },
    loseDatabase: async () => {
      running?.runner.stop()
      await database.delete()
    },
  }
}

export const dgd = 'dgd' as AdministrationId
export const kone = 'kone' as PersonId

/** The administration with its assessor, and three taps on one officer: five pieces of work. */
export const workOn = async (app: App): Promise<void> => {
  const stream = 'dgd' as StreamId
  const tap = (field: string, level: number) => ({
    kind: 'edit' as const,
    entity: { kind: 'assessment' as const, id: 'a-1.expert' },
    stream: 'senou' as StreamId,
    set: { [`rating:${field}`]: { kind: 'level', level } },
  })
  const done = [
    await app.perform([
      { kind: 'create', entity: { kind: 'administration', id: 'dgd' }, stream, set: { name: 'Douanes', demonstration: true } },
      {
        kind: 'create',
        entity: { kind: 'person', id: 'kone' },
        stream,
        set: { familyName: 'Koné', givenName: 'Karim', roles: [] },
      },
    ]),
    await app.perform([{ ...tap('valuation', 2), kind: 'create', set: { campaign: 'c', assignment: 'a-1', role: 'expert' } }]),
    await app.perform([tap('valuation', 2)]),
    await app.perform([tap('origin', 3)]),
  ]
  if (done.some(({ ok }) => !ok)) throw new Error('not recorded')
  await app.become(dgd, kone)
}
