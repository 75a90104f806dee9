import type { StreamId } from '../../core/domain/id.ts'
import { isErasedShell } from '../../core/protocol/erased.ts'
import type { Change } from '../../core/protocol/reply.ts'
import { bytesOf } from '../../core/protocol/segment/row-bytes.ts'
import { type Database, keyOf } from './database.ts'
import { forgetHeld } from './held.ts'
import { forgetReceipts } from './receipts.ts'

/*
 * What headquarters erased must go from here too: the row, received work that is still held, what was refused, the receipts, and
 * first downloads that were made before. Taking changes in only notes it: all of that lies in tables that it does not touch.
 */

const noted = 'erased'

/** Where an erasure was told. */
type Told = { readonly key: string; readonly stream: string; readonly seq: number }

export const erasuresIn = (changes: readonly Change[]): readonly Told[] =>
  changes.flatMap((change) =>
    change.line === 'put' && !bytesOf(change.row) && isErasedShell(change.row)
      ? [{ key: keyOf(change.row.kind, change.row.id), stream: change.stream, seq: change.seq }]
      : [],
  )

/** Runs inside a transaction over meta. */
export const noteErased = async ({ meta }: Database, told: readonly Told[]): Promise<void> => {
  if (told.length === 0) return
  const before = await toldIn({ meta })
  const keys = new Set(told.map(({ key }) => key))
  await meta.put({ key: noted, value: [...before.filter(({ key }) => !keys.has(key)), ...told] })
}

const toldIn = async ({ meta }: Pick<Database, 'meta'>): Promise<readonly Told[]> =>
  ((await meta.get(noted))?.value ?? []) as readonly Told[]

/**
 * Lets go of what was erased. Work on it that headquarters has not answered yet stays until it has: whoever did it must be told what
 * became of it. Safe to repeat, and to be cut at any point.
 */
export const forgetErased = async (database: Database): Promise<readonly string[]> => {
  if ((await toldIn(database)).length === 0) return []
  const { rows, unsent, held, refused, receipts, answers, meta, downloads, segments, contents } = database
  const tables = [rows, unsent, held, refused, receipts, answers, meta, downloads, segments, contents]
  return database.transaction('rw', tables, async () => {
    const told = await toldIn(database)
    const all = told.map(({ key }) => key)
    const waiting = await unsent.where('entity').anyOf(all).toArray()
    const busy = new Set(waiting.map(({ entity }) => entity))
    const gone = all.filter((key) => !busy.has(key))
    await rows.bulkDelete(gone)
    await forgetReceipts(database, gone)
    // Work that came after its time was up is told of like any refused work; a person puts it away.
    await refused
      .where('entity')
      .anyOf(gone)
      .filter(({ problem }) => problem.problem !== 'erased')
      .delete()
    await forgetHeld(database, new Set(gone))
    for (const one of told) await abandonOlder(database, one)
    const left = told.filter(({ key }) => busy.has(key))
    if (left.length > 0) await meta.put({ key: noted, value: left })
    else await meta.delete(noted)
    return gone
  })
}

/** A first download that began before the erasure holds what was erased; one that began after it tells of the empty shell. */
const abandonOlder = async (
  { downloads, segments, contents }: Database,
  { stream, seq }: Pick<Told, 'stream' | 'seq'>,
): Promise<void> => {
  const begun = await downloads.get(stream as StreamId)
  if (!begun || begun.manifest.seq >= seq) return
  const hashes = await segments.where('stream').equals(stream).primaryKeys()
  await contents.bulkDelete(hashes)
  await segments.bulkDelete(hashes)
  await downloads.delete(stream as StreamId)
}
