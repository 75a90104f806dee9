import { sealingOf } from '../sealing.ts'
import type { Database, PackBody, PackHead, StoredRow } from '../tables.ts'
import { bodyInMemory, rememberBody } from './bodies.ts'
import { rowsIn, without } from './pack.ts'

/** The packs as a tap sees them, in a transaction of the browser's own. */
export type TappedPacks = {
  /** The head of the pack in which a row lies that does not lie singly. */
  readonly headOf: (key: string) => Promise<PackHead | undefined>
  readonly rowIn: (head: PackHead, key: string) => Promise<StoredRow | undefined>
  /**
   * These rows are written singly. Asked for and not waited for. The body stays as it is: to write it anew would keep the tap
   * waiting. Whoever writes a row has looked for it in the same transaction.
   */
  readonly leave: (keys: readonly string[]) => void
}

/** The stores that a transaction needs for it. */
export const storesOfPacks = ['packs', 'packed'] as const

export const isHead = (found: object): found is PackHead => 'keys' in found

type Ask = <Value>(request: IDBRequest<Value>) => Promise<Value>

export const tappedPacks = (transaction: IDBTransaction, database: Database, ask: Ask): TappedPacks => {
  const [heads, bodies] = storesOfPacks.map((name) => transaction.objectStore(name)) as [IDBObjectStore, IDBObjectStore]
  const heldIn = new Map<string, string>()
  const present = new Map<string, PackHead>()
  return {
    headOf: async (key) => {
      const found = await ask<PackHead | undefined>(heads.index('keys').get(key))
      if (!found) return undefined
      heldIn.set(key, found.id)
      present.set(found.id, found)
      return found
    },
    rowIn: async ({ id }, key) => {
      const known = bodyInMemory(database, id)
      const body = known ?? (await ask<object | undefined>(bodies.get(id)))
      if (!body) return undefined
      const opened = known ?? rememberBody(database, (sealingOf(database)?.open('packed', body) ?? body) as PackBody)
      return rowsIn(opened, new Set([key]))[0]
    },
    leave: (keys) => {
      const leaving = new Set(keys)
      for (const id of new Set(keys.flatMap((key) => heldIn.get(key) ?? []))) {
        const head = without(present.get(id) as PackHead, leaving)
        present.set(id, head)
        if (head.keys.length > 0) heads.put(head)
        else for (const store of [heads, bodies]) store.delete(id)
      }
      for (const key of keys) heldIn.delete(key)
    },
  }
}
