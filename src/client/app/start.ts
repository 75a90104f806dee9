import type { AdministrationId, PersonId, StreamId, UnitId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { beginning, type Cursors } from '../../core/protocol/cursor.ts'
import type { RecordProblem } from '../storage/record.ts'
import { untilReadable } from '../storage/until-readable.ts'
import type { ExchangeProblem } from '../sync/send.ts'
import type { App } from './app.ts'
import { authorized } from './authorized.ts'
import { newId } from './clock.ts'

export type NewAdministration = {
  readonly name: string
  readonly country: string
  readonly language: string
  readonly site: { readonly code: string; readonly name: string }
  readonly champion: { readonly registration: string; readonly familyName: string; readonly givenName: string }
}

/** Starts an empty administration with its first site and its champion, who then holds this device. */
export const startAdministration = async (
  app: App,
  { name, country, language, site, champion }: NewAdministration,
): Promise<Result<AdministrationId, RecordProblem>> => {
  const administration = newId<'administration'>()
  const person = newId<'person'>()
  const stream = administration as string as StreamId
  const done = await app.perform([
    {
      kind: 'create',
      entity: { kind: 'administration', id: administration },
      stream,
      set: { name, country, language, demonstration: false },
    },
    {
      kind: 'create',
      entity: { kind: 'unit', id: newId<'unit'>() as UnitId },
      stream,
      set: { ...site, parent: null, site: true },
    },
    {
      kind: 'create',
      entity: { kind: 'person', id: person },
      stream,
      set: { ...champion, grade: '', language, roles: ['champion'] },
    },
  ])
  if (!done.ok) return done
  await app.become(administration, person)
  return ok(administration)
}

/** An administration that the server holds, for a device that joins it. */
export type DirectoryEntry = { readonly stream: StreamId; readonly name: string; readonly demonstration: boolean }

/** What the server holds; an error where it cannot be reached, so that nobody takes "unreachable" for "empty". */
export const directory = async (
  ask: typeof fetch = authorized,
): Promise<Result<readonly DirectoryEntry[], { readonly problem: 'no-network' }>> => {
  try {
    const response = await ask('/api/v1/directory', { cache: 'no-store', signal: AbortSignal.timeout(15_000) })
    const type = response.headers.get('content-type') ?? ''
    if (!response.ok || !type.startsWith('application/json')) return err({ problem: 'no-network' })
    const body = (await response.json()) as { readonly administrations?: unknown }
    return Array.isArray(body.administrations)
      ? ok(body.administrations as readonly DirectoryEntry[])
      : err({ problem: 'no-network' })
  } catch {
    return err({ problem: 'no-network' })
  }
}

/**
 * Follows an administration and fetches what it has, or, where that is much, what has to be here before anybody can begin;
 * the rest goes on coming. Then somebody picks who they are.
 */
export const join = async (app: App, { stream }: DirectoryEntry): Promise<Result<null, ExchangeProblem>> => {
  const cursors = ((await app.database.meta.get('cursors'))?.value ?? {}) as Cursors
  await app.database.meta.put({ key: 'cursors', value: { [stream]: beginning, ...cursors } })
  const readable = untilReadable(app.database, stream)
  const contact = await Promise.race([app.runner.now(), readable.found])
  readable.stop()
  if (!contact.ok) return contact
  await app.become(stream as string as AdministrationId, null)
  return ok(null)
}

/** Says who holds this device. */
export const identify = (app: App, person: PersonId | null): Promise<void> => app.become(app.identity.administration, person)
