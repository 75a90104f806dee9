import { useDownload } from '../../../src/client/app/download-progress.ts'
import { beginFromSnapshots } from '../../../src/client/app/first-download.ts'
import { type Database, openDatabase, schemaEpoch } from '../../../src/client/storage/database.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import { openPace } from '../../../src/client/sync/pace.ts'
import { httpSend } from '../../../src/client/sync/send.ts'
import { verify } from '../../../src/client/sync/verify.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { base64url } from '../../../src/core/protocol/hash.ts'
import type { Replica } from '../../../src/core/protocol/ports.ts'

/* A first download as the app composes it, into an empty device, and the same rows by exchanges alone. */

/** In milliseconds from the first request on. */
export type Downloaded = {
  /** The columns of every campaign are on disk: reports can be read. */
  readonly readable: number
  /** Every segment is on disk, checked: nothing more is needed from the network. */
  readonly held: number
  /** Every row is in its place and the cursor stands behind the snapshot. */
  readonly done: number
  /** Contacts that it took. */
  readonly rounds: number
  readonly count: number
}

export type SegmentsPage = {
  readonly segments: { readonly download: (streams: readonly string[], plainly: boolean) => Promise<Downloaded> }
}

const id = <Kind extends string>(): Kind => base64url(crypto.getRandomValues(new Uint8Array(16))) as Kind

const opened = async (streams: readonly string[]): Promise<Database> => {
  const database = openDatabase(`bench-segments-${id()}`)
  await database.meta.bulkPut([
    { key: 'device', value: id() },
    { key: 'schema', value: schemaEpoch },
    { key: 'cursors', value: Object.fromEntries(streams.map((stream) => [stream, beginning])) },
  ])
  return database
}

const download = async (streams: readonly string[], plainly: boolean): Promise<Downloaded> => {
  const database = await opened(streams)
  const replica = dexieReplica(database, { session: id(), newDevice: id })
  const send = httpSend('/api/v1/sync')
  const exchange = (seen: Replica) =>
    syncOnce({
      replica: seen,
      send,
      verify,
      pace: openPace(),
      app: 'bench',
      nonce: () => id(),
      now: () => new Date().toISOString(),
      progress: () => undefined,
    })
  const times = { readable: 0, held: 0 }
  const began = performance.now()
  const stop = useDownload.subscribe(({ progress }) => {
    if (!progress) return
    if (progress.whole.includes('columns')) times.readable ||= performance.now() - began
    if (progress.segments === progress.ofSegments) times.held ||= performance.now() - began
  })
  const contact = { database, replica, plain: new Set<never>(), verify, exchange }
  let rounds = 1
  // As the app does after a cut, without its waits.
  while (!(await (plainly ? exchange(replica) : beginFromSnapshots(contact))).ok) rounds += 1
  const done = performance.now() - began
  stop()
  if ((await database.segments.count()) > 0) throw new Error('something is still to come')
  return { ...times, done, rounds, count: await database.rows.count() }
}

Object.assign(globalThis, { peer: null, segments: { download } })
