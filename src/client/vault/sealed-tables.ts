import Dexie, { type DBCore, type DBCoreCursor, type DBCoreTable } from 'dexie'
import type { Database, StoredRow } from '../storage/database.ts'
import { isSealed, sealWith } from '../storage/sealing.ts'
import type { Cipher } from './cipher.ts'
import { type Bulk, openBulk } from './open-bulk.ts'
import { type Bound, outsideOf, sealingUnder } from './sealing.ts'

export type SealedTables = {
  /** Told of each item that does not open, as it lies there: changed, damaged, or moved from its place. Lists are read on without it. */
  readonly broken?: (table: string, stored: object) => void
  /** Whether a downloaded row, by its key, is to be hidden from screens. Own unsent work is not, nor does sync notice. */
  readonly hides?: (key: string) => boolean
  /** Opens long lists beside the page. */
  readonly bulk?: Bulk | undefined
}

/** Lists of at least so many items, or so many bytes, are opened beside the page. */
const long = { items: 200, bytes: 100_000 }

const isLong = (found: readonly object[]): boolean => {
  const sealed = found.filter(isSealed)
  return sealed.length >= long.items || sealed.reduce((sum, one) => sum + one.sealed.length, 0) >= long.bytes
}

/** Seals the tables of a database that is not open yet: who reads and writes it through Dexie, or past it, sees no difference. */
export const sealTables = (database: Database, cipher: Cipher, parts: SealedTables = {}): void => {
  const sealing = sealingUnder(cipher, outsideOf(database))
  sealWith(database, { ...sealing, hides: parts.hides })
  database.use({
    stack: 'dbcore',
    name: 'sealed',
    // Beneath all that Dexie has of its own: its caches and its live queries see items as they are.
    level: -10,
    create: (core) => ({ ...core, table: (name) => sealedTable(core, name, { sealing, ...parts }) }),
  })
}

type Parts = SealedTables & { readonly sealing: Bound }

const sealedTable = (core: DBCore, name: string, parts: Parts): DBCoreTable => {
  const table = core.table(name)
  const { sealing, bulk, hides = () => false } = parts
  const open = (stored: object): object | undefined => openOr(stored, name, parts)
  /** Screens read in transactions of their own; whoever means to write must see what is there. */
  const isHidden = (trans: unknown, stored: object): boolean =>
    name === 'rows' && isReading(trans) && !isOwn(stored) && hides((stored as StoredRow).key)
  const shown = (trans: unknown, stored: object | undefined | null): object | undefined =>
    stored && !isHidden(trans, stored) ? open(stored) : undefined
  const openAll = (trans: unknown, found: readonly object[]) => {
    const here = (): object[] => found.flatMap((stored) => open(stored) ?? [])
    if (!bulk || !isAlone(trans) || !isLong(found)) return here()
    return soon(openBulk({ bulk, sealing, table: name, broken: parts.broken }, found).catch(here))
  }
  return {
    ...table,
    mutate: (request) =>
      request.type === 'add' || request.type === 'put'
        ? table.mutate({ ...request, values: request.values.map((item: object) => sealing.seal(name, item)) })
        : table.mutate(request),
    get: (request) => table.get(request).then((stored: object | undefined) => shown(request.trans, stored)),
    getMany: (request) =>
      table.getMany(request).then((found: readonly (object | undefined)[]) =>
        name === 'packed'
          ? openAll(
              request.trans,
              found.filter((one) => one !== undefined),
            )
          : found.map((one) => shown(request.trans, one)),
      ),
    query: (request) =>
      table.query(request).then((answer) => {
        if (request.values === false) return answer
        const found = (answer.result as readonly object[]).filter((stored) => !isHidden(request.trans, stored))
        return Dexie.Promise.resolve(openAll(request.trans, found)).then((result) => ({ result }))
      }),
    openCursor: (request) =>
      table.openCursor(request).then((cursor) => (cursor && request.values ? opening(cursor, open) : cursor)),
  }
}

/** Work of this device's own on it is still to be sent, or it is of its own making: the server has not told of it, or not last. */
const isOwn = (stored: object): boolean => 'own' in stored

const isReading = (trans: unknown): boolean => (trans as IDBTransaction).mode === 'readonly'

/** Nobody waits for this transaction with another request: what it answered may be worked on at leisure. */
const isAlone = (trans: unknown): boolean => {
  const outer = Dexie.currentTransaction as { readonly explicit?: boolean } | null
  return isReading(trans) && !outer?.explicit
}

/** Goes on where its caller was: Dexie's promises carry the transaction and the live query they belong to. */
const soon = <Value>(work: Promise<Value>) => new Dexie.Promise<Value>((resolve, reject) => void work.then(resolve, reject))

const openOr = (stored: object, name: string, { sealing, broken }: Parts): object | undefined => {
  try {
    return sealing.open(name, stored)
  } catch {
    broken?.(name, stored)
    return undefined
  }
}

/** A browser's cursor lets nobody else stand in for it: its parts are handed on one by one. It passes by what does not open. */
const opening = (cursor: DBCoreCursor, open: (stored: object) => object | undefined): DBCoreCursor => {
  let here: object | undefined
  return Object.create(cursor, {
    key: { get: () => cursor.key },
    primaryKey: { get: () => cursor.primaryKey },
    value: { get: () => here },
    continue: { value: (key?: unknown) => cursor.continue(key) },
    continuePrimaryKey: { value: (key: unknown, primary: unknown) => cursor.continuePrimaryKey(key, primary) },
    advance: { value: (count: number) => cursor.advance(count) },
    start: {
      value: (step: () => void) =>
        cursor.start(() => {
          here = open(cursor.value)
          if (here) step()
          else cursor.continue()
        }),
    },
    stop: { value: (value?: unknown) => cursor.stop(value) },
    next: { value: () => cursor.next() },
    fail: { value: (error: Error) => cursor.fail(error) },
  })
}
