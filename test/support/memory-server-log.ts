import type { StreamId } from '../../src/core/domain/id.ts'
import type { Access } from '../../src/core/protocol/access/account.ts'
import { beginning, type Cursors } from '../../src/core/protocol/cursor.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Meeting, Page, ServerLog } from '../../src/core/protocol/ports.ts'
import { admissible } from '../../src/core/protocol/quarantine.ts'
import type { Receipt } from '../../src/core/protocol/receipt.ts'
import { reference } from '../../src/core/protocol/reference.ts'
import type { Change, Leave, Mark } from '../../src/core/protocol/reply.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import { decide, refusalKey, rowKey } from '../../src/server/store/decide.ts'
import { administrationsOf } from '../../src/server/store/directory.ts'
import { readSent } from '../../src/server/store/intake.ts'
import { isGenuine, type Keys, makeKeys, proofOf, signerOf } from '../../src/server/store/keys.ts'
import { type Head, numbered } from '../../src/server/store/numbered.ts'
import { defaultPage, fitting, type PageLimits } from '../../src/server/store/page-cut.ts'
import { type Forbids, forbiddenTo } from '../../src/server/store/scope/may-write.ts'
import { partIn, placeIn, placeText } from '../../src/server/store/scope/place.ts'
import { type MemorySight, memorySight } from './memory-scope.ts'

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
    refused: (sent: Parameters<typeof refusalKey>[0]) => {
      const before = shelf.refused.get(refusalKey(sent))
      return admissible.some((problem) => before?.receipt?.problem?.problem === problem) ? undefined : before
    },
    row: (...name: Parameters<typeof rowKey>) => shelf.rows.get(rowKey(...name))?.row,
    erased: () => undefined,
    written: (id: string) => shelf.accepted.get(id)?.operation,
  }
  const log: ServerLog = {
    signer: signerOf(shelf.keys),
    meet: async (visit) => meet(shelf, visit),
    append: async (lines, { time, access }) => {
      const decision = decide(lines.map(readSent), past, time, forbidsOf(shelf, access))
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
    page: async (cursors, access) => page(shelf, cursors, limit, sightIn(shelf, access)),
    directory: async (access) =>
      administrationsOf(
        [...shelf.rows.values()]
          .flatMap(({ row }) => (row.kind === 'administration' ? [row] : []))
          .filter(({ id }) => !access || id === access.administration),
      ),
    close: async () => undefined,
  }
  return { ...log, quarantined: async () => shelf.refused.size, shelf }
}

export const beginEpoch = (shelf: Shelf): void => {
  epochs += 1
  shelf.epoch = `${shelf.epoch.split('.')[0]}.${String(epochs).padStart(6, '0')}`
  shelf.devices = new Map()
}

const sightIn = (shelf: Shelf, access: Access | undefined): MemorySight | undefined =>
  access &&
  memorySight(
    [...shelf.rows.values()].map(({ row }) => row),
    access,
  )

const forbidsOf = (shelf: Shelf, access: Access | undefined): Forbids | undefined => {
  if (!access) return undefined
  return forbiddenTo({ access, administration: access.administration, units: [...(sightIn(shelf, access)?.units ?? [])] })
}

const meet = (shelf: Shelf, visit: Parameters<ServerLog['meet']>[0]): Meeting => {
  const { device, incarnation, epoch, witness = {}, taken = {} } = visit
  const sight = sightIn(shelf, visit.access)
  const cursors = Object.fromEntries(Object.entries(visit.cursors).filter(([stream]) => sight?.streams.has(stream) ?? true))
  const { secret } = shelf.keys
  const wanted = Object.keys(cursors)
  const fresh = Object.fromEntries(wanted.map((stream) => [stream, beginning]))
  const isBorneOut = (stream: string, { seq, proof } = cursors[stream] ?? beginning): boolean => {
    const chain = shelf.links.get(`${stream}/${seq}`)
    return seq === 0 || (chain !== undefined && proofOf(secret, shelf.epoch, stream, seq, chain) === placeIn(proof).proof)
  }
  const isRestored =
    epoch === shelf.epoch &&
    [...Object.entries(cursors), ...Object.entries(witness)].some(
      ([stream, cursor]) =>
        !isBorneOut(stream, cursor) && isGenuine(secret, shelf.epoch, stream, cursor.seq, placeIn(cursor.proof).proof),
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
    scope: Object.fromEntries(wanted.flatMap((stream) => (sight?.part(stream) ? [[stream, sight.part(stream)]] : []))),
    places: Object.fromEntries(
      Object.entries(taken).map(([stream, seq]) => {
        const chain = shelf.links.get(`${stream}/${seq}`) ?? ''
        return [stream, { seq, proof: proofOf(secret, shelf.epoch, stream, seq, chain) }]
      }),
    ),
  }
}

const page = (
  shelf: Shelf,
  cursors: Cursors,
  limit: PageLimits,
  sight: MemorySight | undefined,
): Page & { readonly epoch: string } => {
  const changes: Change[] = []
  const marks: Mark[] = []
  let bytes = 0
  let more = false
  for (const stream of Object.keys(cursors).sort() as StreamId[]) {
    if (sight && !sight.streams.has(stream)) continue
    const { head } = shelf.heads.get(stream) ?? { head: 0 }
    const after = cursors[stream]?.seq ?? 0
    const part = sight?.part(stream) ?? ''
    const place = placeIn(cursors[stream]?.proof ?? '')
    // [S15] Where another part is in sight than when the cursor was given, rows up to it come again first.
    const again = after === 0 ? undefined : partIn(place) === part ? place.again : 0
    if (again === undefined && after >= head) continue
    const [from, upTo] = again === undefined ? [after, head] : [again, after]
    const sized = told(shelf, stream, sight, again !== undefined).filter(({ change: { seq } }) => seq > from && seq <= upTo)
    const fit = fitting(sized, limit, { changes: changes.length, bytes })
    const isWhole = fit.count === sized.length
    if (!isWhole || (again !== undefined && after < head)) more = true
    const last = isWhole ? upTo : sized[fit.count - 1]?.change.seq
    if (last === undefined) continue
    bytes = fit.bytes
    changes.push(...sized.slice(0, fit.count).map(({ change }) => change))
    const seq = again === undefined ? last : after
    const proof = proofOf(shelf.keys.secret, shelf.epoch, stream, seq, shelf.links.get(`${stream}/${seq}`) ?? '')
    const cursor = { seq, proof: placeText(proof, part, again !== undefined && !isWhole ? last : undefined) }
    marks.push({ line: 'mark', stream, cursor })
  }
  return { epoch: shelf.epoch, changes, marks, more }
}

const told = (shelf: Shelf, stream: StreamId, sight: MemorySight | undefined, isAgain: boolean) => {
  const rows = [...shelf.rows.values()]
  const puts = rows.flatMap(({ row, seq }): Change[] => {
    const seen = row.stream === stream ? (sight ? sight.seen(row) : row) : undefined
    return seen && !(isAgain && reference.includes(row.kind)) ? [{ line: 'put', stream, seq, row: seen }] : []
  })
  const isSeen = ({ kind, id }: Leave): boolean =>
    !sight || rows.some(({ row }) => row.kind === kind && row.id === id && sight.seen(row))
  const leaves = isAgain ? [] : shelf.leaves.filter((leave) => leave.stream === stream && isSeen(leave))
  return [...puts, ...leaves]
    .sort((a, b) => a.seq - b.seq)
    .map((change) => ({ change, bytes: change.line === 'put' ? JSON.stringify(change.row).length : 120 }))
}
