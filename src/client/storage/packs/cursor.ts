import Dexie, { cmp, type DBCoreCursor, type DBCoreOpenCursorRequest, type DBCoreTransaction, type PromiseExtended } from 'dexie'
import type { Entry } from './entries.ts'
import { listedOf } from './read.ts'
import type { Stores } from './stores.ts'

type Soon<Value> = PromiseExtended<Value>

/** Where nothing lies in packs the browser's own cursor; otherwise one that goes over what was read at once. */
export const openRowsCursor = (stores: Stores, request: DBCoreOpenCursorRequest): Soon<DBCoreCursor | null> => {
  const { trans, query, values = false, reverse = false, unique = false } = request
  const listing = { trans, query, values, limit: Number.POSITIVE_INFINITY, isBack: reverse && !unique }
  return listedOf(stores, listing).then((entries) => {
    if (!entries) return stores.rows.openCursor(request)
    const first = unique ? entries.filter(({ place }, at) => at === 0 || cmp(place, entries[at - 1]?.place) !== 0) : entries
    const all = unique && reverse ? [...first].reverse() : first
    return all.length === 0 ? null : cursorOver(all, { trans, reverse })
  }) as Soon<DBCoreCursor | null>
}

type Going = { readonly trans: DBCoreTransaction; readonly reverse: boolean }

/** Goes on, as the browser's own does, when it is told to: from within its listener or later. */
const cursorOver = (entries: readonly Entry[], { trans, reverse }: Going): DBCoreCursor => {
  let at = 0
  let goesTo: number | undefined
  let isRunning = false
  let listener: () => void = () => undefined
  let settle: { readonly resolve: (value?: unknown) => void; readonly reject: (error: Error) => void } | undefined

  const run = (): void => {
    if (isRunning) return
    isRunning = true
    try {
      while (settle && goesTo !== undefined) {
        at = goesTo
        goesTo = undefined
        if (at < entries.length) listener()
        else cursor.stop()
      }
    } catch (error) {
      cursor.fail(error as Error)
    } finally {
      isRunning = false
    }
  }
  const goTo = (next: number): void => {
    goesTo = next
    run()
  }
  const firstFrom = (isReached: (entry: Entry) => boolean): number => {
    let next = at + 1
    for (let entry = entries[next]; entry && !isReached(entry); entry = entries[next]) next += 1
    return next
  }
  const sign = reverse ? -1 : 1
  const cursor: Omit<DBCoreCursor, 'next' | 'continuePrimaryKey'> = {
    trans,
    get key() {
      return entries[at]?.place
    },
    get primaryKey() {
      return entries[at]?.key
    },
    get value() {
      return entries[at]?.row
    },
    get done() {
      return at >= entries.length
    },
    continue: (key?: unknown) => goTo(key === undefined ? at + 1 : firstFrom(({ place }) => cmp(place, key) * sign >= 0)),
    advance: (count: number) => goTo(at + count),
    start: (onNext: () => void) =>
      new Dexie.Promise((resolve, reject) => {
        settle = { resolve, reject }
        listener = onNext
        goTo(at)
      }) as never,
    stop: (value?: unknown) => {
      settle?.resolve(value)
      settle = undefined
    },
    fail: (error: Error) => {
      settle?.reject(error)
      settle = undefined
    },
  }
  // The other two nobody calls, Dexie neither.
  return cursor as DBCoreCursor
}
