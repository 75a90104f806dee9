import type { StreamId } from '../../../src/core/domain/id.ts'
import type { Cursors } from '../../../src/core/protocol/cursor.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { Meeting, ServerLog, Signer } from '../../../src/core/protocol/ports.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import type { PageLimits } from '../../../src/server/store/page-cut.ts'
import { beginEpoch, copyOf, emptyShelf, memoryServerLog, type Shelf } from '../memory-server-log.ts'

/** What lies in the server's database, for whoever checks it from outside. */
export type Ledger = {
  readonly epoch: string
  readonly operations: ReadonlyMap<string, { readonly hash: string; readonly stream: string; readonly seq: number } & Told>
  readonly rows: ReadonlyMap<string, { readonly row: Row; readonly seq: number }>
  /** Places given to entities that moved into a stream. */
  readonly arrivals: readonly { readonly stream: string; readonly seq: number }[]
  readonly heads: ReadonlyMap<string, number>
}
type Told = { readonly operation: Operation }

/** The one server of the field, with what its administrator does to it. */
export type Headquarters = {
  readonly log: () => ServerLog
  readonly ledger: () => Promise<Ledger>
  /** Copies the database away; what it holds is durable from then on. */
  readonly backUp: () => Promise<void>
  /** Brings the last backup back, with or without a word. */
  readonly restore: (isTold: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

export const memoryHeadquarters = (page: PageLimits, signer?: Signer): Headquarters => {
  let shelf = emptyShelf('field.000000')
  let backup = copyOf(shelf)
  let log: ServerLog
  const open = (): void => {
    const opened = memoryServerLog({ page, shelf })
    log = signer ? { ...opened, signer } : opened
  }
  open()
  return {
    log: () => log,
    ledger: async () => ledgerOf(shelf),
    backUp: async () => {
      backup = copyOf(shelf)
      shelf.durable = new Map([...shelf.heads].map(([stream, { head }]) => [stream, head]))
    },
    restore: async (isTold) => {
      shelf = copyOf(backup)
      if (isTold) beginEpoch(shelf)
      open()
    },
    close: async () => undefined,
  }
}

const ledgerOf = (shelf: Shelf): Ledger => {
  const taken = new Set([...shelf.accepted.values()].map(({ receipt: { stream, seq } }) => `${stream}/${seq}`))
  return {
    epoch: shelf.epoch,
    operations: new Map(
      [...shelf.accepted].map(([id, { hash, receipt, operation }]) => [
        id,
        { hash, stream: receipt.stream, seq: receipt.seq, operation },
      ]),
    ),
    rows: shelf.rows,
    arrivals: [...shelf.links.keys()]
      .filter((place) => !taken.has(place))
      .map((place) => ({ stream: place.split('/')[0] ?? '', seq: Number(place.split('/')[1]) })),
    heads: new Map([...shelf.heads].map(([stream, { head }]) => [stream, head])),
  }
}

/** The log as one device may see it: streams out of its scope are neither met nor told. */
export const scoped = (log: ServerLog, scope: ReadonlySet<string>): ServerLog => {
  const within = <Value>(by: { readonly [stream: string]: Value }) =>
    Object.fromEntries(Object.entries(by).filter(([stream]) => scope.has(stream)))
  return {
    ...log,
    meet: async (visit): Promise<Meeting> => {
      const { cursors, streams, durable, ...meeting } = await log.meet(visit)
      return { ...meeting, cursors: within(cursors), streams: within(streams), durable: within(durable) }
    },
    page: (cursors: Cursors) => log.page(within(cursors)),
  }
}

export const sites = ['site-1', 'site-2', 'site-3'] as readonly string[] as readonly StreamId[]
