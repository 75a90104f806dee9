import type { Kysely, Transaction } from 'kysely'
import type { StreamId } from '../../../core/domain/id.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import type { Put } from '../../../core/protocol/reply.ts'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Manifest } from '../../../core/protocol/segment/manifest.ts'
import type { SegmentStore } from '../../../core/protocol/segment/segment-store.ts'
import { among } from '../among.ts'
import type { Tables } from '../schema.ts'
import { sightOf } from '../scope/sight.ts'
import { rowAsSeen, within } from '../scope/within.ts'
import { inTransaction } from '../transaction.ts'

/** Snapshots in the database of the log. */
export const keptSegments = (db: Kysely<Tables>): SegmentStore => ({
  keep: (manifest, contents, began) =>
    inTransaction(db, async (trx) => {
      if (await isErasedSince(trx, manifest.stream, began)) return false
      await keep(trx, manifest, contents)
      return true
    }),
  latest: async (stream, epoch) => {
    const found = await snapshotsOf(db, stream, epoch).limit(1).executeTakeFirst()
    return found && (JSON.parse(found.manifest) as Manifest)
  },
  read: async (hash, access) => {
    const kept = db.selectFrom('segment').select('content').where('hash', '=', hash)
    const streams = access && (await wholeStreams(db, access))
    if (streams?.length === 0) return undefined
    const found = await (streams ? kept.where(among(db, 'stream', streams)) : kept).executeTakeFirst()
    return found && Buffer.from(found.content, 'base64')
  },
  named: (stream, beginning, limit, access) => named(db, { stream, beginning, limit, access }),
  mayBegin: async (stream, access) => !access || (await wholeStreams(db, access)).includes(stream),
})

/** [S14] A snapshot is of a whole stream: only who sees all of it begins with one. */
const wholeStreams = async (db: Kysely<Tables>, access: Access): Promise<readonly string[]> => {
  const { whole, streams } = await sightOf(db, access)
  return whole ? [...streams] : []
}

const snapshotsOf = (db: Kysely<Tables>, stream: StreamId, epoch: string) =>
  db
    .selectFrom('snapshot')
    .select(['seq', 'manifest'])
    .where('stream', '=', stream)
    .where('epoch', '=', epoch)
    .orderBy('seq', 'desc')

/**
 * Whether anything that a stream told was erased since it stood there. The stream is locked first, as an erasure locks it: one that
 * comes later finds the snapshot. What was erased in another stream had left this one, and if it was still read here, since then.
 */
const isErasedSince = async (trx: Transaction<Tables>, stream: StreamId, began: number): Promise<boolean> => {
  await trx
    .updateTable('stream')
    .set(({ ref }) => ({ head: ref('head') }))
    .where('id', '=', stream)
    .execute()
  const here = trx
    .selectFrom('operation')
    .innerJoin('erased', 'erased.operation', 'operation.id')
    .select('erased.id')
    .where('operation.stream', '=', stream)
    .where('operation.seq', '>', began)
  const gone = trx
    .selectFrom('move')
    .innerJoin('erased', (join) => join.onRef('erased.kind', '=', 'move.kind').onRef('erased.id', '=', 'move.id'))
    .select('erased.id')
    .where('move.stream', '=', stream)
    .where('move.seq', '>', began)
  const found = (await here.limit(1).executeTakeFirst()) ?? (await gone.limit(1).executeTakeFirst())
  return found !== undefined
}

const keep = async (trx: Transaction<Tables>, manifest: Manifest, contents: ReadonlyMap<string, Uint8Array>): Promise<void> => {
  const { stream, epoch, seq } = manifest
  await trx
    .insertInto('snapshot')
    .values({ stream, epoch, seq, manifest: JSON.stringify(manifest) })
    .onConflict((conflict) => conflict.columns(['stream', 'epoch', 'seq']).doUpdateSet({ manifest: JSON.stringify(manifest) }))
    .execute()
  for (const [hash, bytes] of contents)
    await trx
      .insertInto('segment')
      .values({ hash, stream, content: Buffer.from(bytes).toString('base64') })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute()
  await letGo(trx, stream, epoch)
}

/** The newest snapshot and the one before it stay, with what they name; an older life of the database has none. */
const letGo = async (trx: Transaction<Tables>, stream: StreamId, epoch: string): Promise<void> => {
  const kept = await snapshotsOf(trx, stream, epoch).limit(2).execute()
  const oldest = kept.at(-1)?.seq ?? 0
  await trx
    .deleteFrom('snapshot')
    .where('stream', '=', stream)
    .where((either) => either.or([either('epoch', '!=', epoch), either('seq', '<', oldest)]))
    .execute()
  const needed = new Set(kept.flatMap((one) => (JSON.parse(one.manifest) as Manifest).segments.map(({ hash }) => hash)))
  const here = await trx.selectFrom('segment').select('hash').where('stream', '=', stream).execute()
  for (const { hash } of here) if (!needed.has(hash)) await trx.deleteFrom('segment').where('hash', '=', hash).execute()
}

/** Behind every id that begins so and is longer, under any collation; what is too much is left out below. */
const afterAll = 'zzzzzzzz'

type Naming = {
  readonly stream: StreamId
  readonly beginning: string
  readonly limit: number
  readonly access: Access | undefined
}

const named = async (db: Kysely<Tables>, { stream, beginning, limit, access }: Naming): Promise<readonly Put[]> => {
  const sight = access && (await sightOf(db, access))
  const found = await db
    .selectFrom('entity')
    .select(['id', 'seq'])
    .select(rowAsSeen(db, sight))
    .$if(sight !== undefined, (rows) => (sight ? rows.where(within(db, sight)) : rows))
    .where('kind', 'in', ['assignment', 'assessment', 'acknowledgement'])
    .where('id', '>=', beginning)
    .where('id', '<=', `${beginning}${afterAll}`)
    .where('stream', '=', stream)
    .orderBy('id')
    .limit(limit)
    .execute()
  return found
    .filter(({ id }) => id.startsWith(beginning))
    .map(({ seq, text }) => ({ line: 'put', stream, seq, row: rowIn(text) }))
}
