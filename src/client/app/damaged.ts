import type { Database } from '../storage/database.ts'
import type { Damaged } from '../storage/mend.ts'
import type { Scratch } from './scratch.ts'
import { useDamaged } from './use-damaged.ts'

export type DamageWatch = {
  readonly found: (table: string, stored: object) => void
  /** Looks again at each that is known: what opens by now, or is gone, is not told any more. */
  readonly look: (database: Database) => Promise<void>
  /** A person has read of all that is known, and need not be told on every screen. */
  readonly putAway: () => void
  readonly end: () => void
}

const note = 'damaged'

const placeOf = ({ table, key }: Damaged): string => `${table}|${key}`

let current: DamageWatch | undefined

/** The watch over the open profile; undefined where nothing is sealed. */
export const damageWatch = (): DamageWatch | undefined => current

/** Keeps what was found, sealed, until it opens again: who comes back tomorrow is told as well. */
export const watchDamage = (notes: Scratch): DamageWatch => {
  const known = new Map(kept(notes).map((one) => [placeOf(one), one]))
  let again: Set<string> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    const items = [...known.values()]
    // A page on a full disk is told all the same.
    try {
      notes.setItem(note, JSON.stringify(items))
    } catch {}
    useDamaged.setState({ items })
  }
  // Not within the transaction that found it.
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(tell, 0)
  }
  if (known.size > 0) soon()
  current = {
    found: (table, stored) => {
      const one = damagedIn(table, stored)
      const place = placeOf(one)
      again?.add(place)
      if (known.has(place)) return
      known.set(place, one)
      soon()
    },
    look: async (database) => {
      if (known.size === 0) return
      const asked = [...known]
      again = new Set()
      for (const [, { table, key }] of asked) await database.table(table).get(key)
      for (const [place] of asked) if (!again.has(place)) known.delete(place)
      again = undefined
      soon()
    },
    putAway: () => {
      for (const [place, one] of known) known.set(place, { ...one, read: true })
      tell()
    },
    end: () => {
      clearTimeout(timer)
      current = undefined
      useDamaged.setState({ items: [] })
    },
  }
  return current
}

const kept = (notes: Scratch): readonly Damaged[] => {
  try {
    return JSON.parse(notes.getItem(note) ?? '[]')
  } catch {
    return []
  }
}

const keys: Readonly<Record<string, string>> = {
  unsent: 'order',
  held: 'order',
  refused: 'id',
  receipts: 'entity',
  answers: 'at',
  exports: 'id',
  packed: 'id',
  downloads: 'stream',
  segments: 'hash',
  contents: 'hash',
}

const damagedIn = (table: string, stored: object): Damaged => {
  const outside = stored as { readonly [field: string]: unknown }
  const { id, stream, [keys[table] ?? 'key']: key } = outside
  return {
    table,
    key: typeof key === 'number' ? key : String(key),
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof stream === 'string' ? { stream } : {}),
  }
}
