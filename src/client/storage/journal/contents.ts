import type { DamagedRecord, JournalContent, JournalDevice, JournalHead, JournalRecord } from './journal.ts'
import type { BoxLine, Entry } from './line.ts'
import type { Parsed } from './read-file.ts'

type Op = Extract<Entry, { k: 'op' }>

/**
 * What several files say together. A union: reading a record twice, or in two files, changes nothing. That alone makes
 * tidying safe at every step, for the old file goes only after the new one is on the disk.
 */
export type Contents = {
  readonly live: ReadonlyMap<string, Op>
  readonly settled: ReadonlyMap<string, number>
  readonly damaged: ReadonlyMap<string, DamagedRecord>
  readonly device: Extract<Entry, { k: 'device' }> | null
  readonly heads: ReadonlyMap<string, JournalHead>
  readonly clock: number
}

export const contentsOf = (files: readonly Parsed[]): Contents => {
  const ops = new Map<string, Op>()
  const settled = new Map<string, number>()
  const damaged = new Map(files.flatMap((file) => file.damaged.map((record) => [record.id, record] as const)))
  const heads = new Map<string, JournalHead>()
  let device: Contents['device'] = null
  let clock = 0
  for (const { entry } of files.flatMap((file) => file.entries)) {
    clock = Math.max(clock, entry.at)
    if (entry.k === 'op') {
      if (entry.at >= (ops.get(entry.id)?.at ?? 0)) ops.set(entry.id, entry)
      raise(heads, placeOf(entry))
    } else if (entry.k === 'settled') for (const id of entry.ids) settled.set(id, Math.max(entry.at, settled.get(id) ?? 0))
    else if (entry.k === 'head') raise(heads, entry)
    else if (entry.k === 'damaged') damaged.set(entry.id, { id: entry.id, bytes: entry.bytes })
    else if (entry.k === 'device' && entry.at >= (device?.at ?? 0)) device = entry
  }
  // What does not open here may still stand open in another file; who is told of it lets go of nothing but the telling.
  for (const box of files.flatMap(({ unopened }) => unopened)) {
    clock = Math.max(clock, box.at)
    if (box.holds !== 'device' && !ops.has(box.id) && !isSettled(box, settled))
      damaged.set(toldAs(box), { id: toldAs(box), bytes: box.box.slice(0, 4096) })
  }
  // Work that was settled and came back later (headquarters lost it) is live again.
  const live = new Map([...ops].filter(([id, op]) => (settled.get(id) ?? -1) < op.at))
  for (const id of settled.keys()) damaged.delete(id)
  return { live, settled, damaged, device, heads, clock }
}

const isSettled = ({ id, at }: Pick<BoxLine, 'id' | 'at'>, settled: ReadonlyMap<string, number>): boolean =>
  (settled.get(id) ?? -1) >= at

/** Another name than that of the work in it, so that being told of it does not settle the work. */
const toldAs = ({ id }: BoxLine): string => `unopened-${id}`

/** Boxes that nobody here can open, and whose work nobody has answered: the file that they stand in must stay as it is. */
export const mustStay = ({ unopened }: Parsed, files: readonly Parsed[]): boolean => {
  if (unopened.length === 0) return false
  const { settled } = contentsOf(files)
  return unopened.some((box) => box.holds === 'op' && !isSettled(box, settled))
}

/** What must outlive a file: nothing that is settled, unless the work itself stands in a file that stays. */
export const survivorsOf = (own: Parsed, staying: readonly Parsed[]): readonly Entry[] => {
  const all = contentsOf([own, ...staying])
  const elsewhere = new Set(
    staying.flatMap(({ entries, unopened }) => [
      ...entries.flatMap(({ entry }) => (entry.k === 'op' ? [entry.id] : [])),
      ...unopened.flatMap((box) => [box.id, toldAs(box)]),
    ]),
  )
  const mine = contentsOf([own])
  return [
    ...(mine.device ? [mine.device] : []),
    ...[...mine.heads.values()].map(({ device, lsn, hash }): Entry => ({ k: 'head', at: mine.clock, device, lsn, hash })),
    ...[...mine.live.values()].filter(({ id }) => all.live.has(id)),
    ...[...mine.settled].filter(([id]) => elsewhere.has(id)).map(([id, at]): Entry => ({ k: 'settled', at, ids: [id] })),
    ...[...mine.damaged.values()]
      .filter(({ id }) => all.damaged.has(id))
      .map((record): Entry => ({ k: 'damaged', at: 0, ...record })),
  ]
}

/** As a caller reads it: each device's work in the order in which it was made. */
export const contentOf = ({ live, damaged, device, heads }: Contents): JournalContent => ({
  records: [...live.values()]
    .map((op) => ({ op, ...placeOf(op) }))
    .sort((a, b) => (a.device === b.device && a.lsn !== b.lsn ? a.lsn - b.lsn : a.op.at - b.op.at))
    .map(({ op: { id, hash, text, signature } }): JournalRecord => ({ id, hash, text, ...(signature ? { signature } : {}) })),
  corrupt: [...damaged.values()],
  device: device && known(device),
  heads: [...heads.values()],
})

const known = ({ device, administration, person, names }: JournalDevice): JournalDevice => ({
  device,
  administration,
  person,
  ...(names ? { names } : {}),
})

const raise = (heads: Map<string, JournalHead>, { device, lsn, hash }: JournalHead): void => {
  if (lsn > (heads.get(device)?.lsn ?? 0)) heads.set(device, { device, lsn, hash })
}

/** Where a record stands in its device's work, read from its own text. */
const placeOf = ({ text, hash }: Op): JournalHead => {
  try {
    const { device, lsn } = JSON.parse(text) as { readonly device?: unknown; readonly lsn?: unknown }
    return { device: String(device), lsn: Number(lsn) || 0, hash }
  } catch {
    return { device: '', lsn: 0, hash }
  }
}
