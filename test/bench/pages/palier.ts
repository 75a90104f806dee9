import { deviceSigner } from '../../../src/client/app/signing.ts'
import { trustOwnScripts } from '../../../src/client/app/trusted-scripts.ts'
import { type Database, openDatabase, schemaEpoch } from '../../../src/client/storage/database.ts'
import type { Draft } from '../../../src/client/storage/draft.ts'
import type { Journal } from '../../../src/client/storage/journal/journal.ts'
import { openJournal } from '../../../src/client/storage/journal/open-journal.ts'
import type { DeviceSigner } from '../../../src/client/storage/prepare.ts'
import { record } from '../../../src/client/storage/record.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { digest } from '../../../src/client/sync/digest.ts'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import { openPace } from '../../../src/client/sync/pace.ts'
import { httpSend, pack } from '../../../src/client/sync/send.ts'
import { verify } from '../../../src/client/sync/verify.ts'
import type { DeviceId, OperationId, PersonId, StreamId } from '../../../src/core/domain/id.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { base64url } from '../../../src/core/protocol/hash.ts'
import { limits } from '../../../src/core/protocol/limits.ts'
import type { Replica } from '../../../src/core/protocol/ports.ts'
import { type Assessed, fieldsIn, tappedFields } from '../../support/assessed.ts'
import { offer, since, tapOn, timed } from './peer.ts'

/*
 * Palier as the app composes it: its storage, its journal, its engine over HTTP. An assessment is sent as the operation that
 * seals it with all its fields, signed by the device; `tapped` also sends what came before, one operation a tap.
 */

const stream = 'bench-site' as StreamId
const batch = 50
let database: Database
let journal: Journal
let signer: DeviceSigner
let replica: Replica

const id = <Kind extends string>(): Kind => base64url(crypto.getRandomValues(new Uint8Array(16))) as Kind
const author = id() as unknown as PersonId

const draft = (assessed: Assessed, kind: Draft['kind'], set: Draft['set']): Draft => ({
  id: id<string>() as OperationId,
  kind,
  entity: { kind: 'assessment', id: assessed.id },
  stream,
  author,
  set,
  wall: new Date().toISOString(),
})

const save = async (drafts: readonly Draft[]): Promise<void> => {
  const seals = drafts.some(({ kind }) => kind === 'seal')
  const done = await record(database, drafts, { journal, ...(seals ? { signer } : {}) })
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}

/** The device's storage with so many operations in each request, instead of as many as the line has proven to carry. */
const inBatches = (of: Replica): Replica => ({
  ...of,
  outbox: (limit, bytes, except) =>
    limit === limits.operations ? of.outbox(batch, Number.MAX_SAFE_INTEGER, except) : of.outbox(limit, bytes, except),
})

/** Speaks until neither side has more to say. `settled`: when the last receipt of what was sent had been taken in. */
const speak = async (with_: Replica): Promise<{ readonly taken: number; readonly settled: number }> => {
  const count = await database.unsent.count()
  let settled = 0
  const outcome = await syncOnce({
    replica: with_,
    send: httpSend('/api/v1/sync'),
    verify,
    pace: openPace(),
    hash: digest,
    pack,
    app: 'bench',
    nonce: () => id(),
    now: () => new Date().toISOString(),
    progress: (progress) => {
      if (settled === 0 && progress.settled === count) settled = performance.now()
    },
  })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem))
  return { taken: outcome.value.taken, settled }
}

trustOwnScripts()

offer({
  open: async () => {
    database = openDatabase('bench-palier')
    await database.meta.bulkPut([
      { key: 'device', value: id() as unknown as DeviceId },
      { key: 'schema', value: schemaEpoch },
      { key: 'cursors', value: { [stream]: beginning } },
    ])
    journal = openJournal('bench-journal')
    await journal.read()
    const own = await deviceSigner(database)
    if (!own) throw new Error('this browser cannot sign')
    signer = own
    replica = dexieReplica(database, { session: id(), newDevice: id, settled: (ids) => void journal.settle(ids) })
  },
  autosave: async (document, times) => {
    await save([draft(document, 'create', fieldsIn(document))])
    return timed(times, (turn) => {
      const { competency, rating } = tapOn(document, turn)
      return save([draft(document, 'edit', { [`rating:${competency}`]: rating })])
    })
  },
  keep: async (documents, how) => {
    for (const document of documents) {
      if (how === 'tapped')
        await save(tappedFields(document).map((set, tap) => draft(document, tap === 0 ? 'create' : 'edit', set)))
      await save([draft(document, 'seal', how === 'tapped' ? {} : fieldsIn(document))])
    }
  },
  push: async (_endpoint, how) => {
    const began = performance.now()
    const { settled } = await speak(how === 'batches' ? inBatches(replica) : replica)
    const ended = performance.now()
    if ((await database.unsent.count()) > 0) throw new Error('the outbox is not empty')
    if ((await database.refused.count()) > 0) throw new Error('something was refused')
    return { ms: settled - began, echoed: ended - began }
  },
  pull: async () => {
    const { ms } = await since(() => speak(replica))
    return { ms, count: await database.rows.where('kind').equals('assessment').count() }
  },
})
