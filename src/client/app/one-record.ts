import { ok, type Result } from '../../core/domain/result.ts'
import type { Envelope } from '../../core/protocol/envelope.ts'
import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import { keyOf, type StoredOperation } from '../storage/database.ts'
import { heldWhere } from '../storage/held.ts'
import { onTheWay, type SentState, stateIn } from '../storage/on-the-way.ts'
import { receiptFor } from '../storage/receipts.ts'
import type { App } from './app.ts'
import { now } from './clock.ts'
import { type NotSealed, sealedFile, type WorkFile } from './export-work.ts'
import { fullNameOfRecord } from './record-name.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

/** One operation as this device keeps it, with what became of it. */
type Kept = StoredOperation & {
  readonly state: SentState | 'received' | 'refused'
  readonly problem?: SyncProblem
  readonly time?: string
}

/** One record: where it is, and every operation on it that this device still has. */
export type OneRecord = {
  readonly kind: EntityKind
  readonly id: string
  /** The officer, the person, the post … ; empty where nothing names it. */
  readonly name: string
  /** The assignment of an assessment; empty otherwise. */
  readonly assignment: string
  readonly where: Whereabouts | undefined
  readonly operations: readonly Kept[]
}

/** Null when this device knows nothing of it at all. */
export const oneRecordOf = async (app: App, kind: EntityKind, id: string): Promise<OneRecord | null> => {
  const { database } = app
  const key = keyOf(kind, id)
  const [operations, stored] = await Promise.all([keptOperations(app, key), database.rows.get(key)])
  if (!stored && operations.length === 0) return null
  const fields = { ...setBy(operations), ...stored?.row.fields }
  const [name, places] = await Promise.all([fullNameOfRecord(app, kind, fields), whereaboutsOf(database, [key])])
  const assignment = kind === 'assessment' ? String(fields['assignment'] ?? '') : ''
  return { kind, id, name, assignment, where: places.get(key), operations }
}

/** In the order in which the work was done here. */
const keptOperations = async ({ database }: App, key: string): Promise<readonly Kept[]> => {
  const [unsent, held, refused, way] = await Promise.all([
    database.unsent.where('entity').equals(key).toArray(),
    heldWhere(database, ({ entity }) => entity === key),
    database.refused.where('entity').equals(key).toArray(),
    onTheWay(database),
  ])
  const stateOf = stateIn(way)
  const kept: readonly Kept[] = [
    ...unsent.map((one) => ({ ...one, state: stateOf(one.id) })),
    ...held.map((one) => ({ ...one, state: 'received' as const })),
    ...refused.map((one) => ({ ...one, state: 'refused' as const })),
  ]
  return [...kept].sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
}

const setBy = (operations: readonly Kept[]): Operation['set'] =>
  Object.assign({}, ...operations.map(({ text }) => (JSON.parse(text) as Operation).set))

const envelopeIn = ({ id, hash, text, signature }: Envelope) => ({ id, hash, text, ...(signature ? { signature } : {}) })

/**
 * One record as a file: its operations as they were made, to the letter, with what became of each, and the receipt with its proof.
 * Where there are accounts a sealed outbox, with the operations alone: headquarters knows the rest.
 */
export const recordFile = async (app: App, { kind, id, operations }: OneRecord): Promise<Result<WorkFile, NotSealed>> => {
  if (app.journal?.sealed) return sealedFile(app.journal, operations)
  const at = now()
  const [device, key, receipt] = await Promise.all([
    app.database.meta.get('device'),
    app.database.meta.get('server-key'),
    receiptFor(app.database, keyOf(kind, id)),
  ])
  const file = {
    format: 'palier-record',
    formatVersion: 1,
    device: device?.value ?? null,
    at,
    entity: { kind, id },
    operations: operations.map(({ state, problem, time, ...envelope }) => ({
      ...envelopeIn(envelope),
      state,
      ...(problem ? { problem, time } : {}),
    })),
    ...(receipt ? { receipt: { receipt: receipt.receipt, proof: receipt.proof, key: key?.value ?? null } } : {}),
  }
  const name = `palier-${kind}-${id.slice(0, 8)}-${at.slice(0, 16).replace(/[:T]/g, '-')}.json`
  return ok({ name, text: JSON.stringify(file, null, 1), type: 'application/json', count: operations.length })
}
