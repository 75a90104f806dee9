import type { Result } from '../../core/domain/result.ts'
import { beginning, type Cursors } from '../../core/protocol/cursor.ts'
import { overlay } from '../../core/protocol/merge.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import { operationIn } from '../../core/protocol/read-operation.ts'
import { behindIn, behindKey } from './behind.ts'
import { type Database, keyOf, type PackHead, type StoredRow } from './database.ts'
import type { JournalRecord } from './journal/journal.ts'
import { dropDownloads } from './parts.ts'
import { storedRowOf } from './stored-row.ts'
import { guarded, type StorageProblem } from './watchdog.ts'

/** An item that does not open, by what stands outside of its seal. */
export type Damaged = {
  readonly table: string
  readonly key: string | number
  /** The operation, of work. */
  readonly id?: string
  readonly stream?: string
  /** A person was told, and nothing more can be done about it here. */
  readonly read?: true
}

export type Mended = {
  /** Own work that is back from its second copy, to the letter. */
  readonly restored: number
  /** Rows for which headquarters is asked anew. */
  readonly asked: number
  /** Own work that lies in no second copy either. */
  readonly missing: number
}

/** Unsent work that does not open, whether anybody has stumbled over it or not: its key and its id stand outside of the seal. */
export const damagedWork = ({ unsent }: Database): Promise<readonly Damaged[]> =>
  unsent.db.transaction('r', unsent, async () => {
    const all = unsent.orderBy('[entity+id]')
    const [keys, orders] = await Promise.all([all.keys(), all.primaryKeys()])
    const found = await unsent.bulkGet(orders)
    return (keys as unknown as readonly [string, string][]).flatMap(([, id], at): readonly Damaged[] =>
      found[at] ? [] : [{ table: 'unsent', key: orders[at] ?? 0, id }],
    )
  })

/**
 * Puts right what can be put right here. Own work comes back from the journal; a row of own making is made of its work again; for
 * any other its stream is begun anew, and headquarters’ word takes its place. Until then the row stays where it is: a tap on it
 * is told as not saved, and nobody goes on from an empty one. Work that is in no journal stays where it is as well.
 */
export const mend = (
  database: Database,
  damaged: readonly Damaged[],
  records: readonly JournalRecord[],
): Promise<Result<Mended, StorageProblem>> => {
  const { rows, unsent, held, receipts, answers, exports, meta, downloads, segments, contents } = database
  const packs = ['packs', 'packed'].map((name) => database.table(name))
  const tables = [rows, ...packs, unsent, held, receipts, answers, exports, meta, downloads, segments, contents]
  let abandon = (): void => undefined
  return guarded(
    () =>
      database.transaction('rw', tables, async (transaction) => {
        abandon = () => transaction.abort()
        const work = damaged.filter(({ table }) => table === 'unsent')
        const restored = await workAgain(database, work, records)
        const own = await rowsAgain(database, damaged)
        const single = damaged.filter(({ table, key }) => table === 'rows' && !own.has(String(key)))
        const others = [...single, ...(await rowsInPacks(database, damaged))]
        await letGo(database, damaged)
        await askAnew(database, others, damaged.some(isOfAll))
        return { restored: restored + own.size, asked: others.length, missing: work.length - restored }
      }),
    () => abandon(),
    60_000,
  )
}

const workAgain = async (database: Database, work: readonly Damaged[], records: readonly JournalRecord[]): Promise<number> => {
  const byId = new Map(records.map((record) => [record.id, record]))
  const found = work.flatMap(({ key, id = '' }) => {
    const record = byId.get(id)
    const operation = record && operationIn(record.text)
    if (!record || operation?.id !== record.id) return []
    const { hash, text, signature } = record
    const entity = keyOf(operation.entity.kind, operation.entity.id)
    return [{ order: Number(key), id: operation.id, hash, text, ...(signature ? { signature } : {}), entity }]
  })
  await database.unsent.bulkPut(found)
  return found.length
}

/** Rows that unsent work alone makes whole; the keys of those that are back. */
const rowsAgain = async (database: Database, damaged: readonly Damaged[]): Promise<ReadonlySet<string>> => {
  const keys = damaged.flatMap(({ table, key }) => (table === 'rows' ? [String(key)] : []))
  const work = await database.unsent.where('entity').anyOf(keys).sortBy('order')
  const again = keys.flatMap((key): StoredRow[] => {
    const own = work.flatMap(({ entity, text }) => (entity === key ? [JSON.parse(text) as Operation] : []))
    const row = overlay(undefined, own)
    return row && !row.shell ? [storedRowOf(row, null)] : []
  })
  await database.rows.bulkPut(again)
  return new Set(again.map(({ key }) => key))
}

/** What lies in a pack that does not open. Headquarters has all of it: each row leaves the pack when it is told again. */
const rowsInPacks = async (database: Database, damaged: readonly Damaged[]): Promise<readonly Damaged[]> => {
  const ids = damaged.flatMap(({ table, key }) => (table === 'packed' ? [String(key)] : []))
  const heads = ids.length > 0 ? await database.table<PackHead, string>('packs').bulkGet(ids) : []
  return heads.flatMap((head) => head?.keys.map((key): Damaged => ({ table: 'rows', key, stream: head.stream })) ?? [])
}

/** Headquarters has what these spoke of, and nothing can be read in them any more. */
const letGo = async ({ held, receipts, answers, exports, meta }: Database, damaged: readonly Damaged[]): Promise<void> => {
  const keysIn = (name: string) => damaged.flatMap(({ table, key }) => (table === name ? [key] : []))
  await held.bulkDelete(keysIn('held').map(Number))
  await receipts.bulkDelete(keysIn('receipts').map(String))
  await answers.bulkDelete(keysIn('answers').map(Number))
  await exports.bulkDelete(keysIn('exports').map(String))
  await meta.bulkDelete(keysIn('meta').map(String))
}

/** Without it nobody knows which streams are whole. */
const isOfAll = ({ table }: Damaged): boolean => ['meta', 'downloads', 'segments', 'contents'].includes(table)

const askAnew = async (database: Database, rows: readonly Damaged[], all: boolean): Promise<void> => {
  const { meta, downloads, segments, contents } = database
  const cursors = ((await meta.get('cursors'))?.value ?? {}) as Cursors
  // A place outside of the seal may have been changed like the seal: what is not followed is asked for everywhere.
  const isEverywhere = all || rows.some(({ stream }) => !Object.hasOwn(cursors, stream ?? ''))
  const asked = isEverywhere ? Object.keys(cursors) : rows.flatMap(({ stream }) => stream ?? [])
  if (rows.length === 0 && !all) return
  // What came in pieces counts as told: it would not be told again.
  if (all) await Promise.all([downloads.clear(), segments.clear(), contents.clear()])
  else await dropDownloads(database, asked)
  await meta.bulkPut([
    { key: 'cursors', value: { ...cursors, ...Object.fromEntries(asked.map((one) => [one, beginning])) } },
    { key: behindKey, value: [...new Set([...behindIn(await meta.get(behindKey)), ...asked])] },
  ])
}
