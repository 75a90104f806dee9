import type { StreamId } from '../../src/core/domain/id.ts'
import { beginning, type Cursor } from '../../src/core/protocol/cursor.ts'
import { type Envelope, envelopeOf } from '../../src/core/protocol/envelope.ts'
import { merge, overlay } from '../../src/core/protocol/merge.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Replica } from '../../src/core/protocol/ports.ts'
import { operationIn } from '../../src/core/protocol/read-operation.ts'
import type { Receipt } from '../../src/core/protocol/receipt.ts'
import { reference } from '../../src/core/protocol/reference.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import { streamsOf } from '../../src/core/protocol/streams.ts'
import type { ReplicaUnderTest } from '../contract/replica.ts'

export type Held = { readonly envelope: Envelope; readonly epoch: string; readonly stream: string; readonly seq: number }
type Said = { life: number; rev: number; seq: number; stream: string; part: number }
type Shown = {
  row: Row
  /** What the server last said of it, and the row as it said it; null while only this device knows it. */
  server: Said | null
  under: Row | undefined
}

/** All that a device's disk holds: what survives a crash, and what is copied when a device is cloned. */
export type Disk = {
  device: string
  incarnation: string | null
  announced: string | null
  epoch: string | null
  key: string | null
  chain: { lsn: number; hash: string }
  rows: Map<string, Shown>
  unsent: Envelope[]
  held: Held[]
  refused: { readonly envelope: Envelope; readonly receipt: Receipt }[]
  cursors: Record<string, Cursor>
  witness: Record<string, Cursor>
  /** Of which part of each stream the rows were told, and how often that became another. */
  parts: Record<string, { digest: string; count: number }>
  /** Epochs met so far: a database that is brought back twice can take an old one's name again. */
  life: number
}

export const emptyDisk = (device: string): Disk => ({
  device,
  incarnation: null,
  announced: null,
  epoch: null,
  key: null,
  chain: { lsn: 0, hash: '' },
  rows: new Map(),
  unsent: [],
  held: [],
  refused: [],
  cursors: {},
  witness: {},
  parts: {},
  life: 0,
})

const keyOf = (kind: string, id: string): string => `${kind}:${id}`
const own = (disk: Disk, key: string, among: readonly Envelope[] = disk.unsent): readonly Operation[] =>
  among.flatMap(({ text }) => {
    const operation = operationIn(text)
    return operation && keyOf(operation.entity.kind, operation.entity.id) === key ? [operation] : []
  })

/** Records an operation on a disk, as a device does: chained, and merged into its row. */
export const work = (disk: Disk, operation: Operation, sign?: (hash: string) => string): Envelope => {
  const key = keyOf(operation.entity.kind, operation.entity.id)
  const merged = merge(disk.rows.get(key)?.row, operation)
  if (!merged.ok) throw new Error(merged.problem.problem)
  const { server = null, under } = disk.rows.get(key) ?? {}
  disk.rows.set(key, { row: merged.row, server, under })
  for (const stream of streamsOf(merged.row)) disk.cursors[stream] ??= beginning
  const unsigned = envelopeOf(operation)
  const envelope = sign ? { ...unsigned, signature: sign(unsigned.hash) } : unsigned
  disk.unsent = [...disk.unsent, envelope]
  disk.chain = { lsn: operation.lsn, hash: envelope.hash }
  return envelope
}

/** A replica that lives in memory: the simplest thing that keeps the contract, to hold the real one against. */
export const memoryReplica = (
  disk: Disk = emptyDisk('tablet-1'),
  { session = 'session-1', newDevice = () => 'tablet-2' }: { session?: string; newDevice?: () => string } = {},
): ReplicaUnderTest & { readonly disk: Disk; readonly refused: () => readonly string[] } => ({
  disk,
  refused: () => disk.refused.map(({ envelope }) => envelope.id),
  held: async () => disk.held.map(({ envelope }) => envelope.id),
  read: async (kind, id) => disk.rows.get(keyOf(kind, id))?.row,
  work: async (operations) => {
    for (const operation of operations) work(disk, operation)
  },
  replica: replicaOn(disk, session, newDevice),
  page: (other) => replicaOn(disk, other, newDevice),
})

const replicaOn = (disk: Disk, session: string, newDevice: () => string): Replica => ({
  announce: announcing(disk, session),
  outbox: async (limit, bytes, except) => {
    let size = 0
    return disk.unsent
      .filter(({ id }) => !except?.has(id))
      .slice(0, limit)
      .filter(({ text }, place) => {
        size += text.length
        return place === 0 || size <= bytes
      })
  },
  unsent: async () => disk.unsent.length,
  sending: async () => undefined,
  unknown: async () => undefined,
  session: async () => ({
    device: disk.device,
    incarnation: [disk.incarnation, disk.announced ?? session],
    epoch: disk.epoch,
    key: disk.key,
    ...(Object.keys(disk.witness).length > 0 ? { witness: disk.witness } : {}),
  }),
  cursors: async () => disk.cursors,
  greet: async ({ key, forked, epoch, streams, durable }, asked) => {
    disk.key ??= key
    if (forked) Object.assign(disk, { device: newDevice(), chain: { lsn: 0, hash: '' }, incarnation: null, announced: session })
    else disk.incarnation = disk.announced ?? session
    if (disk.epoch !== epoch) {
      disk.unsent = [...disk.held.map(({ envelope }) => envelope), ...disk.unsent]
      disk.held = []
      for (const stream of Object.keys(disk.cursors)) disk.cursors[stream] = beginning
      if (disk.epoch !== null) disk.life += 1
      disk.epoch = epoch
      disk.witness = {}
    }
    for (const stream of asked) if (!Object.hasOwn(streams, stream)) forget(disk, stream)
    disk.held = disk.held.filter((one) => one.epoch !== epoch || one.seq > (durable[one.stream] ?? 0))
  },
  confirm: async (receipts, { epoch, places = {} }) => {
    for (const [stream, place] of Object.entries(places))
      if (place.seq > (disk.witness[stream]?.seq ?? 0)) disk.witness[stream] = place
    for (const receipt of receipts) {
      const envelope = disk.unsent.find(({ id, hash }) => id === receipt.operation && hash === receipt.hash)
      if (!envelope) continue
      disk.unsent = disk.unsent.filter((one) => one !== envelope)
      if (receipt.status === 'refused') disk.refused.push({ envelope, receipt })
      else disk.held.push({ envelope, epoch, stream: receipt.stream, seq: receipt.seq })
      const operation = operationIn(envelope.text)
      if (operation) showAgain(disk, operation.entity)
    }
  },
  take: async ({ changes, marks, whole, scope = {} }) => {
    for (const { stream } of marks) {
      const { digest, count } = disk.parts[stream] ?? { digest: '', count: 0 }
      const said = scope[stream] ?? ''
      if (said !== digest) disk.parts[stream] = { digest: said, count: count + 1 }
    }
    for (const change of changes) {
      const key = change.line === 'put' ? keyOf(change.row.kind, change.row.id) : keyOf(change.kind, change.id)
      const shown = disk.rows.get(key)
      const known = shown?.server?.life === disk.life ? shown.server.rev : 0
      if (change.line === 'leave') {
        if (known === 0 || (shown?.server?.stream === change.stream && known <= change.rev)) disk.rows.delete(key)
        continue
      }
      for (const stream of streamsOf(change.row)) disk.cursors[stream] ??= beginning
      if (known > change.row.rev) continue
      const row = overlay(change.row, own(disk, key)) ?? change.row
      const { rev } = change.row
      disk.rows.set(key, {
        row,
        server: { life: disk.life, rev, seq: change.seq, stream: change.stream, part: partOf(disk, change.stream) },
        under: change.row,
      })
    }
    for (const { stream, cursor } of marks) {
      disk.cursors[stream] = cursor
      if (cursor.seq >= (disk.witness[stream]?.seq ?? 0)) delete disk.witness[stream]
    }
    for (const stream of whole) dropOlder(disk, stream)
  },
})

/** Once a page, and not while another session may have been heard that nobody was told of. */
const announcing = (disk: Disk, session: string): (() => Promise<void>) => {
  let isDone = false
  return async () => {
    if (isDone || (disk.announced !== null && disk.announced !== disk.incarnation)) return
    disk.announced = session
    isDone = true
  }
}

/** The row that it made is still to come: not told already, and from a stream that this device hears of. */
const isToCome = ({ cursors, life }: Disk, { envelope, stream, seq }: Held, server: Said | null): boolean =>
  server?.life === life
    ? stream === server?.stream && seq > server.seq
    : operationIn(envelope.text)?.stream === stream && seq > (cursors[stream]?.seq ?? Number.POSITIVE_INFINITY)

/** Makes a row again from what the server said and what it has not refused. */
const showAgain = (disk: Disk, { kind, id }: Operation['entity']): void => {
  const key = keyOf(kind, id)
  const shown = disk.rows.get(key)
  if (!shown) return
  const { server, under } = shown
  const taken = disk.held.filter((one) => isToCome(disk, one, server))
  const envelopes = [...taken.map(({ envelope }) => envelope), ...disk.unsent]
  const row = overlay(under, own(disk, key, envelopes))
  if (row) disk.rows.set(key, { row, server, under })
  else disk.rows.delete(key)
}

const forget = (disk: Disk, stream: StreamId): void => {
  delete disk.cursors[stream]
  delete disk.parts[stream]
  for (const [key, { row, server }] of disk.rows)
    if ((server?.stream ?? row.homes?.[0] ?? row.stream) === stream) disk.rows.delete(key)
}

const partOf = ({ parts }: Disk, stream: string): number => parts[stream]?.count ?? 0

const dropOlder = (disk: Disk, stream: StreamId): void => {
  for (const [key, { server }] of disk.rows) {
    if (server === null || server.stream !== stream) continue
    const isOfThisPart = server.part === partOf(disk, stream) || reference.some((kind) => key.startsWith(`${kind}:`))
    if (server.life === disk.life && isOfThisPart) continue
    disk.rows.delete(key)
    const rebuilt = own(disk, key).reduce<Row | undefined>((before, operation) => {
      const merged = merge(before, operation)
      return merged.ok ? merged.row : before
    }, undefined)
    if (rebuilt) disk.rows.set(key, { row: rebuilt, server: null, under: undefined })
  }
}
