import type { Database, StoredRow } from '../storage/database.ts'
import { Broken, isSealed, type Sealed, type Sealing } from '../storage/sealing.ts'
import type { Cipher } from './cipher.ts'
import { pack, unpack } from './packed.ts'

/**
 * Single facts in which there is no person: places in streams, counters, random ids, times. They lie open, for a tap reads and
 * writes them each time. What is not named here is sealed.
 */
const openFacts: ReadonlySet<string> = new Set([
  'announced',
  'behind',
  'chain',
  'contact',
  'cursors',
  'device',
  'epoch',
  'incarnation',
  'life',
  'on-the-way',
  'overlaid',
  'schema',
  'server-key',
  'told-alike',
  'witness',
])

/** What stays outside of the seal of a table's items: what they are found by, and nothing else. */
export type Outside = { readonly key: string; readonly fields: readonly string[] }

/** Read from the database's own schema, so that a new index cannot be forgotten here, nor a field stay open without one. */
export const outsideOf = ({ tables }: Database): ReadonlyMap<string, Outside> =>
  new Map(
    tables.map(({ name, schema: { primKey, indexes } }) => {
      const paths = [primKey, ...indexes].flatMap(({ keyPath }) => keyPath ?? [])
      return [name, { key: String(primKey.keyPath), fields: [...new Set(paths)] }]
    }),
  )

/** The place of an item, bound into its seal. Work that waits gets its key from the browser, after it is sealed: its own id stands in. */
export const placeIn = (table: string, { key }: Outside, item: object): string =>
  `${table}|${String((item as { readonly [field: string]: unknown })[table === 'unsent' ? 'id' : key])}`

/** The sealing of a database, with what it takes to open many items elsewhere. */
export type Bound = Sealing & { readonly placeOf: (table: string, stored: object) => string }

export const sealingUnder = (cipher: Cipher, outsides: ReadonlyMap<string, Outside>): Bound => {
  const outsideFor = (table: string): Outside => {
    const found = outsides.get(table)
    if (!found) throw new Broken(`there is no table ${table}`)
    return found
  }
  const parts = (table: string, item: object) => {
    if (table === 'meta') assertPlain(item)
    const outside = outsideFor(table)
    const found = foundBy(outside, item)
    return {
      found: table === 'rows' && isOwn(item as StoredRow) ? { ...found, own: 1 } : found,
      place: placeIn(table, outside, item),
    }
  }
  return {
    seal: (table, item) => {
      if (staysOpen(table, item)) return item
      const { found, place } = parts(table, item)
      return { ...found, sealed: cipher.seal(place, pack(item)) }
    },
    sealAhead: (table, items) =>
      Promise.all(
        items.map(async (item) => {
          if (staysOpen(table, item)) return item
          const { found, place } = parts(table, item)
          return { ...found, sealed: await cipher.sealAhead(place, pack(item)) }
        }),
      ),
    open: (table, stored) => {
      if (!isSealed(stored)) return stored
      return opened(stored, unpack(cipher.open(placeIn(table, outsideFor(table), stored), stored.sealed)))
    },
    placeOf: (table, stored) => placeIn(table, outsideFor(table), stored),
  }
}

/** What was sealed counts, and from outside only what the browser gave it afterwards. */
export const opened = ({ sealed: _, own: __, ...found }: Sealed, inside: object): object => ({ ...found, ...inside })

/** The server has not told of it, or work of this device's own lies on what it told: marked outside, so that it is known unopened. */
const isOwn = ({ server, under }: StoredRow): boolean => server === null || under !== undefined

/** The head of a pack is nothing but what its rows are found by. */
const staysOpen = (table: string, item: object): boolean =>
  table === 'packs' || (table === 'meta' && 'key' in item && openFacts.has(String(item.key)))

const foundBy = ({ fields }: Outside, item: object): object =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = (item as { readonly [field: string]: unknown })[field]
      return value === undefined ? [] : [[field, value]]
    }),
  )

/** A key of the browser's own, or a date, would come back as something else: it must not be put where everything becomes words. */
const assertPlain = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return
  const plain = Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]'
  if (!plain) throw new Broken('not to be put in words')
  for (const part of Object.values(value)) assertPlain(part)
}
