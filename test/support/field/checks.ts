import { canonical, type Json } from '../../../src/core/protocol/json.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import type { Device } from './device.ts'
import type { Ledger } from './headquarters.ts'
import { nothingOverwritten } from './overwritten.ts'
import { assert } from './violation.ts'
import type { World } from './world.ts'

const text = (row: unknown): string => canonical(JSON.parse(JSON.stringify(row)) as Json)
const keyOf = ({ kind, id }: Pick<Row, 'kind' | 'id'>): string => `${kind}:${id}`

/** [I5] A row that the server last changed at or before a device's cursor is on the device, no older than that. Holds at any time. */
export const noHole = async (world: World, { name, store, page }: Device): Promise<void> => {
  const { epoch, rows } = await world.headquarters.ledger()
  if (epoch === world.unnoticed || (await page().replica.session()).epoch !== epoch) return
  const cursors = await page().replica.cursors()
  const shown = await store.shown()
  for (const { row, seq } of rows.values()) {
    if (seq > (cursors[row.stream]?.seq ?? 0)) continue
    const own = shown.get(keyOf(row))?.rev ?? 0
    assert(own >= row.rev, () => `[I5] ${name} is past ${row.stream} ${seq} without ${row.id} ${row.rev}`)
  }
}

/** [S11] Where nobody copied a profile, none is taken for a copy, whatever replies were lost. Holds at any time. */
export const noFalseCopy = async ({ copies, restores }: World, { name, page }: Device): Promise<void> => {
  if (copies + restores > 0) return
  const { device } = await page().replica.session()
  assert(device === name, () => `[S11] ${name} was taken for a copy and is ${device} now`)
}

/** What must hold when the traffic has come to rest. */
export const holds = async (world: World): Promise<void> => {
  const ledger = await world.headquarters.ledger()
  await nothingLost(world, ledger)
  exactlyOnce(ledger)
  nothingOverwritten(world, ledger)
  sealedIsSealed(world, ledger)
  for (const device of world.devices) await converged(device, ledger)
  for (const veteran of world.veterans) assert(veteran.outbox().length === 0, () => `[I4] ${veteran.name} still has work to send`)
}

/** What honest work can be refused for; another reason would be a fault of somebody else than its author. */
const mayHappen = ['unknown-field', 'unseen', 'sealed', 'foreign-stream']

/** [I1] [I6] Whatever a device called saved is in the log, as it was made, or refused and kept with its reason. */
const nothingLost = async (world: World, { operations }: Ledger): Promise<void> => {
  const told = (await Promise.all(world.devices.map(({ store }) => store.refused()))).flat()
  for (const { id, problem } of told) assert(mayHappen.includes(problem), () => `[S6] ${id} was refused: ${problem}`)
  const refused = new Set(told.map(({ id }) => id))
  for (const { refused: own } of world.veterans) for (const id of own) refused.add(id)
  for (const [id, { by, hash, isSaved }] of world.noted) {
    if (!isSaved) continue
    // The first release forgot what it had a receipt for: a restore can take that, and nothing brings it back.
    if (world.restores > 0 && world.veterans.some(({ name }) => name === by)) continue
    const found = operations.get(id)
    assert(found || refused.has(id), () => `[I1] ${id} of ${by} is lost`)
    assert(!found || found.hash === hash, () => `[I1] ${id} of ${by} is not what was made`)
  }
  for (const id of operations.keys()) assert(world.noted.has(id as never), () => `[I1] nobody made ${id}`)
}

/** [I1] Each operation counts once in its row, and the places of each stream are taken without a gap. */
const exactlyOnce = ({ operations, rows, arrivals, heads }: Ledger): void => {
  const revs = new Map<string, number>()
  const places = new Map<string, Set<number>>()
  const take = (stream: string, seq: number): void => {
    const taken = places.get(stream) ?? new Set()
    assert(!taken.has(seq), () => `[S1] ${stream} ${seq} was given twice`)
    places.set(stream, taken.add(seq))
  }
  for (const { operation, stream, seq } of operations.values()) {
    const key = keyOf(operation.entity)
    revs.set(key, (revs.get(key) ?? 0) + 1)
    take(stream, seq)
  }
  for (const { stream, seq } of arrivals) take(stream, seq)
  for (const { row } of rows.values())
    assert(row.rev === revs.get(keyOf(row)), () => `[I1] ${row.id} counts ${row.rev}, of ${revs.get(keyOf(row))} operations`)
  for (const [stream, head] of heads)
    assert((places.get(stream)?.size ?? 0) === head, () => `[S1] ${stream} has gaps below ${head}`)
}

/** [I3] Each signature stands in its row exactly as it was given. */
const sealedIsSealed = (world: World, { operations, rows }: Ledger): void => {
  for (const [id, { isSigned, entity, set }] of world.noted) {
    if (!isSigned || !operations.has(id)) continue
    const version = [...rows.values()].find(({ row }) => keyOf(row) === entity)?.row.versions.find((one) => one.operation === id)
    assert(version, () => `[I3] ${id} signed ${entity}, and no version says so`)
    assert(
      text(version.content) === text(set),
      () => `[I3] ${id} is not as it was signed: ${text(version.content)}, not ${text(set)}`,
    )
  }
}

/** [I4] The device holds the rows of its scope as the server has them, no other, and has nothing left to send. */
const converged = async ({ name, store, scope }: Device, { rows }: Ledger): Promise<void> => {
  assert((await store.unsent()).length === 0, () => `[I4] ${name} still has work to send`)
  const shown = await store.shown()
  const wanted = new Map([...rows.values()].filter(({ row }) => scope.has(row.stream)).map(({ row }) => [keyOf(row), row]))
  for (const key of shown.keys()) assert(wanted.has(key), () => `[I4] ${name} still shows ${key}: ${text(shown.get(key))}`)
  for (const [key, row] of wanted) {
    const own = shown.get(key)?.row
    assert(own && text(own) === text(row), () => `[I4] ${name} shows ${key} as ${own && text(own)}, not ${text(row)}`)
  }
}
