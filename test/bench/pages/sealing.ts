import { argon2id } from 'hash-wasm'
import { trustOwnScripts } from '../../../src/client/app/trusted-scripts.ts'
import { type Database, keyOf, openDatabase, type StoredRow, schemaEpoch } from '../../../src/client/storage/database.ts'
import type { Draft } from '../../../src/client/storage/draft.ts'
import { openJournal } from '../../../src/client/storage/journal/open-journal.ts'
import { record } from '../../../src/client/storage/record.ts'
import { storedRowOf } from '../../../src/client/storage/stored-row.ts'
import { freshBytes, openCipher } from '../../../src/client/vault/cipher.ts'
import { deriveBeside, keyMaking } from '../../../src/client/vault/derive.ts'
import { type Bulk, openBulkWorker } from '../../../src/client/vault/open-bulk.ts'
import { sealTables } from '../../../src/client/vault/sealed-tables.ts'
import { base64url } from '../../../src/core/protocol/hash.ts'
import { type Assessed, fieldsIn } from '../../support/assessed.ts'
import { tapOn, timed } from './peer.ts'

/* What sealing costs: the same tap and the same list on two databases of one page, and what it takes to make a key. */

trustOwnScripts()

const id = (): string => base64url(freshBytes(16))
const key = freshBytes(32)
const cipher = openCipher(key)

/** Counts what the worker itself needs, from the call to its answer. */
let beside = 0
const worker = openBulkWorker(cipher)
const bulk: Bulk = {
  ...worker,
  open: async (places, sealed) => {
    const began = performance.now()
    const answer = await worker.open(places, sealed)
    beside = performance.now() - began
    return answer
  },
}

const opened = new Map<boolean, Database>()
const databaseOf = async (isSealed: boolean): Promise<Database> => {
  const known = opened.get(isSealed)
  if (known) return known
  const database = openDatabase(isSealed ? 'bench-sealed' : 'bench-plain')
  if (isSealed) sealTables(database, cipher, { bulk })
  await database.meta.bulkPut([
    { key: 'device', value: id() },
    { key: 'schema', value: schemaEpoch },
  ])
  opened.set(isSealed, database)
  return database
}

const journals = {
  sealed: openJournal('bench-journal-sealed', { profile: 'p', device: 'd', administration: null, key }),
  plain: openJournal('bench-journal-plain'),
}

const draft = (assessed: Assessed, kind: Draft['kind'], set: Draft['set']): Draft => ({
  id: id() as Draft['id'],
  kind,
  entity: { kind: 'assessment', id: assessed.id },
  stream: 'bench-site' as Draft['stream'],
  author: null,
  set,
  wall: new Date().toISOString(),
})

const rowOf = (assessed: Assessed, at: number): StoredRow => {
  const fields = fieldsIn(assessed)
  const writers = Object.fromEntries(Object.keys(fields).map((field) => [field, id() as never]))
  const stream = 'bench-site' as never
  const row = {
    kind: 'assessment',
    id: `${assessed.id}-${at}`,
    stream,
    rev: 1,
    fields,
    writers,
    conflicts: [],
    versions: [],
  } as const
  return storedRowOf(row, { epoch: 'e', rev: 1, seq: at, time: '', stream })
}

const bench = {
  taps: async (isSealed: boolean, document: Assessed, times: number): Promise<readonly number[]> => {
    const database = await databaseOf(isSealed)
    const journal = isSealed ? journals.sealed : journals.plain
    await journal.read()
    await record(database, [draft(document, 'create', fieldsIn(document))], { journal })
    return timed(times, async (turn) => {
      const { competency, rating } = tapOn(document, turn)
      const done = await record(database, [draft(document, 'edit', { [`rating:${competency}`]: rating })], { journal })
      if (!done.ok) throw new Error(JSON.stringify(done.problem))
    })
  },
  fill: async (isSealed: boolean, documents: readonly Assessed[], count: number): Promise<void> => {
    const database = await databaseOf(isSealed)
    for (let first = 0; first < count; first += 500) {
      const rows = Array.from({ length: Math.min(500, count - first) }, (_, at) =>
        rowOf(documents[(first + at) % documents.length] as Assessed, first + at),
      )
      await database.rows.bulkPut(rows)
    }
    if (isSealed) await bulk.open([], [])
  },
  readAll: async (isSealed: boolean) => {
    const database = await databaseOf(isSealed)
    const began = performance.now()
    beside = 0
    const found = await database.rows.where('kind').equals('assessment').toArray()
    const whole = performance.now() - began
    if (found.some(({ row, key: own }) => keyOf(row.kind, row.id) !== own)) throw new Error('not what was put')
    return { count: found.length, whole, beside }
  },
  /** On the page's own thread, which a throttle slows; a worker it does not. */
  derive: async (): Promise<number> => {
    const salt = freshBytes(16)
    const { memory: memorySize, passes: iterations, lanes: parallelism } = keyMaking
    const began = performance.now()
    await argon2id({ password: 'quatre mots', salt, memorySize, iterations, parallelism, hashLength: 32, outputType: 'binary' })
    return performance.now() - began
  },
  /** As the app does it: with the start of the worker. */
  deriveBeside: async (): Promise<number> => {
    const began = performance.now()
    await deriveBeside('quatre mots', freshBytes(16), keyMaking)
    return performance.now() - began
  },
}

export type SealingBench = { readonly sealing: typeof bench }

Object.assign(globalThis, { peer: undefined, sealing: bench })
