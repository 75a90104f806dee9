import type { StreamId } from '../../src/core/domain/id.ts'
import { beginning, type Cursors } from '../../src/core/protocol/cursor.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Meeting, Page, ServerLog } from '../../src/core/protocol/ports.ts'
import type { Receipt } from '../../src/core/protocol/receipt.ts'
import type { Change, Leave, Mark } from '../../src/core/protocol/reply.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import { decide, refusalKey, rowKey } from '../../src/server/store/decide.ts'
import { administrationsOf } from '../../src/server/store/directory.ts'
import { readSent } from '../../src/server/store/intake.ts'
import { isGenuine, type Keys, makeKeys, proofOf, signerOf } from '../../src/server/store/keys.ts'
import { type Head, numbered } from '../../src/server/store/numbered.ts'
import { defaultPage, fitting, type PageLimits } from '../../src/server/store/page-cut.ts'

type Accepted = { readonly hash: string; readonly receipt: Receipt; readonly operation: Operation }

/** All that a server's database holds: what a backup copies. */
export type Shelf = {
  keys: Keys
  epoch: string
  accepted: Map<string, Accepted>
  refused: Map<string, { readonly receipt: Receipt | undefined }>
  heads: Map<StreamId, Head>
  /** The chain of each stream: the link at each place. */
  links: Map<string, string>
  durable: Map<string, number>
  rows: Map<string, { readonly row: Row; readonly seq: number }>
  leaves: readonly Leave[]
  devices: Map<string, string>
}

/** Made once: every log of a test run signs with the same. */
const keys: Keys = makeKeys()

export const emptyShelf = (epoch = 'memory'): Shelf => ({
  keys,
  epoch,
  accepted: new Map(),
  refused: new Map(),
  heads: new Map(),
  links: new Map(),
  durable: new Map(),
  rows: new Map(),
  leaves: [],
  devices: new Map(),
})

/** A copy, as a backup is one. */
export const copyOf = (shelf: Shelf): Shelf => structuredClone(shelf)

let epochs = 0

export type MemoryLogOptions = { readonly epoch?: string; readonly page?: PageLimits; readonly shelf?: Shelf }

/** The server's log without a file: gone when it closes. Under the same contract as those that keep. */
export const memoryServerLog = ({ epoch, page: limit = defaultPage, shelf = emptyShelf(epoch) }: MemoryLogOptions = {}) => {
  const past = {
    accepted: (id: string) => shelf.accepted.get(id),
    refused: (sent: Parameters<typeof refusalKey>[0]) => shelf.refused.get(refusalKey(sent)),
    row: (...name: Parameters<typeof rowKey>) => shelf.rows.get(rowKey(...name))?.row,
    erased: () => undefined,
    written: (id: string) => shelf.accepted.get(id)?.operation,
  }
  const log: ServerLog = {
    signer: signerOf(shelf.keys),
    meet: async (visit) => meet(shelf, visit),
    append: async (lines, { time }) => {
      const decision = decide(lines.map(readSent), past, time)
      for (const { sent, receipt } of decision.refused) shelf.refused.set(refusalKey(sent), { receipt })
      const result = numbered(decision, shelf.heads, time)
      for (const { taken, receipt, place, arrival } of result.operations) {
        const { operation, sent, rev } = taken
        shelf.accepted.set(operation.id, { hash: sent.hash, receipt, operation })
        for (const one of arrival ? [place, arrival] : [place]) shelf.links.set(`${one.stream}/${one.seq}`, one.chain)
        const { kind, id } = operation.entity
        if (arrival) shelf.leaves = [...shelf.leaves, { line: 'leave', stream: place.stream, seq: place.seq, kind, id, rev }]
      }
      for (const { row, seq } of result.rows) shelf.rows.set(rowKey(row.kind, row.id), { row, seq })
      shelf.heads = new Map(result.heads)
      return result.receipts
    },
    page: async (cursors) => page(shelf, cursors, limit),
    directory: async () =>
      administrationsOf([...shelf.rows.values()].flatMap(({ row }) => (row.kind === 'administration' ? [row] : []))),
    close: async () => undefined,
  }
  return { ...log, quarantined: async () => shelf.refused.size, shelf }
}

export const beginEpoch = (shelf: Shelf): void => {
  epochs += 1
  shelf.epoch = `${shelf.epoch.split('.')[0]}.${String(epochs).padStart(6, '0')}`
  shelf.devices = new Map()
}

const meet = (shelf: Shelf, visit: Parameters<ServerLog['meet']>[0]): Meeting => {
  const { device, incarnation, epoch, cursors, witness = {}, taken = {} } = visit
  const { secret } = shelf.keys
  const wanted = Object.keys(cursors)
  const fresh = Object.fromEntries(wanted.map((stream) => [stream, beginning]))
  const isBorneOut = (stream: string, { seq, proof } = cursors[stream] ?? beginning): boolean => {
    const chain = shelf.links.get(`${stream}/${seq}`)
    return seq === 0 || (chain !== undefined && proofOf(secret, shelf.epoch, stream, seq, chain) === proof)
  }
  const isRestored =
    epoch === shelf.epoch &&
    [...Object.entries(cursors), ...Object.entries(witness)].some(
      ([stream, cursor]) => !isBorneOut(stream, cursor) && isGenuine(secret, shelf.epoch, stream, cursor.seq, cursor.proof),
    )
  if (isRestored) beginEpoch(shelf)
  const proven = Object.fromEntries(
    wanted.map((stream) => [stream, isBorneOut(stream) ? (cursors[stream] ?? beginning) : beginning]),
  )
  const known = shelf.devices.get(device)
  const forked = incarnation !== null && known !== undefined && !incarnation.includes(known)
  if (incarnation && !forked && !isRestored) shelf.devices.set(device, incarnation[1])
  return {
    epoch: shelf.epoch,
    cursors: epoch === shelf.epoch ? proven : fresh,
    streams: Object.fromEntries(wanted.map((stream) => [stream, shelf.heads.get(stream as StreamId)?.head ?? 0])),
    durable: Object.fromEntries([...shelf.durable].filter(([stream]) => wanted.includes(stream))),
    forked,
    scope: {},
    places: Object.fromEntries(
      Object.entries(taken).map(([stream, seq]) => {
        const chain = shelf.links.get(`${stream}/${seq}`) ?? ''
        return [stream, { seq, proof: proofOf(secret, shelf.epoch, stream, seq, chain) }]
      }),
    ),
  }
}

const page = (shelf: Shelf, cursors: Cursors, limit: PageLimits): Page & { readonly epoch: string } => {
  const changes: Change[] = []
  const marks: Mark[] = []
  let bytes = 0
  let more = false
  for (const stream of Object.keys(cursors).sort() as StreamId[]) {
    const { head } = shelf.heads.get(stream) ?? { head: 0 }
    const after = cursors[stream]?.seq ?? 0
    if (after >= head) continue
    const puts = [...shelf.rows.values()]
      .filter(({ row, seq }) => row.stream === stream && seq > after)
      .map(({ row, seq }): Change => ({ line: 'put', stream, seq, row }))
    const leaves = shelf.leaves.filter((leave) => leave.stream === stream && leave.seq > after)
    const sized = [...puts, ...leaves]
      .sort((a, b) => a.seq - b.seq)
      .map((change) => ({ change, bytes: change.line === 'put' ? JSON.stringify(change.row).length : 120 }))
    const fit = fitting(sized, limit, { changes: changes.length, bytes })
    const isWhole = fit.count === sized.length
    if (!isWhole) more = true
    const last = isWhole ? head : sized[fit.count - 1]?.change.seq
    if (last === undefined) continue
    bytes = fit.bytes
    changes.push(...sized.slice(0, fit.count).map(({ change }) => change))
    const proof = proofOf(shelf.keys.secret, shelf.epoch, stream, last, shelf.links.get(`${stream}/${last}`) ?? '')
    marks.push({ line: 'mark', stream, cursor: { seq: last, proof } })
  }
  return { epoch: shelf.epoch, changes, marks, more }
}
