import type { Kysely } from 'kysely'
import type { DeviceId, OperationId, PersonId, StreamId } from '../../src/core/domain/id.ts'
import { envelopeOf, lineOf } from '../../src/core/protocol/envelope.ts'
import { hashOf } from '../../src/core/protocol/hash.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import { manifestClaim } from '../../src/core/protocol/segment/manifest.ts'
import { openLog } from '../../src/server/store/log.ts'
import { erase } from '../../src/server/store/personal/erase.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { keptSegments } from '../../src/server/store/segments/kept-segments.ts'
import { snapshotOf } from '../../src/server/store/segments/snapshot.ts'
import { fillAccess } from './filled-access.ts'

type Work = Pick<Operation, 'kind' | 'entity' | 'set'> & Partial<Operation>

export type ChainedDevice = {
  readonly name: string
  /** The line of a request that carries this work. */
  readonly line: (work: Work) => string
  readonly last: () => OperationId
  readonly copy: (ids: string) => ChainedDevice
}

/** A device that chains what it makes, as real ones do; `from` makes it a copy of another one. */
export const chainedDevice = (
  name: string,
  ids = name,
  from: { readonly prev: string; readonly lsn: number } = { prev: '', lsn: 0 },
): ChainedDevice => {
  let { prev, lsn } = from
  const line = (work: Work): string => {
    lsn += 1
    const operation: Operation = {
      id: `${ids}-${lsn}` as OperationId,
      device: name as DeviceId,
      lsn,
      stream: 'north' as StreamId,
      author: `person-${name}` as PersonId,
      base: Object.fromEntries(Object.keys(work.set).map((field) => [field, null])),
      wall: '2026-11-22T08:00:00.000Z',
      offset: null,
      prev,
      ...work,
    }
    const envelope = envelopeOf(operation)
    prev = envelope.hash
    return lineOf(envelope)
  }
  return {
    name,
    line,
    last: () => `${ids}-${lsn}` as OperationId,
    copy: (under: string) => chainedDevice(name, under, { prev, lsn }),
  }
}

/** A request of protocol 2 that carries these lines. */
export const requestOf = (device: string, lines: readonly string[]): string => {
  const head = {
    protocol: 2,
    app: 'test',
    device,
    incarnation: [null, 'session'],
    epoch: null,
    nonce: 'nonce-of-this-one',
    cursors: {},
  }
  const before = `${[JSON.stringify(head), ...lines].join('\n')}\n`
  return `${before}${JSON.stringify({ count: lines.length, hash: hashOf(before) })}\n`
}

const time = '2026-11-22T09:00:00.000Z'
const level = (value: number) => ({ kind: 'level', level: value })

/** Fills a database with a little of everything: edits of several hands, a conflict and its end, a seal, a move, refusals, sessions, accounts. */
export const fillLog = async (db: Kysely<Tables>, rounds = 3): Promise<void> => {
  const log = await openLog(db)
  const [a, b] = [chainedDevice('tablet-a'), chainedDevice('tablet-b')]
  for (let round = 0; round < rounds; round += 1) {
    const entity = { kind: 'assessment', id: `a-${round}` } as const
    const person = { kind: 'person', id: `p-${round}` } as const
    await log.meet({ device: a.name, incarnation: [null, `session-${round}`], epoch: null, cursors: {} })
    const send = (device: typeof a, ...lines: readonly string[]) => log.append(lines, { device: device.name, time })
    const personMade = a.line({ kind: 'create', entity: person, set: { familyName: 'Traoré', grade: 'A' } })
    const personSeen = a.last()
    await send(a, personMade, a.line({ kind: 'create', entity, set: { summary: 'bon', 'rating:origin': level(2) } }))
    const seen = a.last()
    await send(b, b.line({ kind: 'edit', entity, set: { summary: 'moyen' } }))
    const other = b.last()
    await send(a, a.line({ kind: 'resolve', entity, set: { summary: 'bon' }, base: { summary: seen }, resolves: [other] }))
    await send(a, a.line({ kind: 'edit', entity: person, set: { home: 'south' } }))
    await send(
      b,
      b.line({ kind: 'edit', entity: person, stream: 'south' as StreamId, set: { grade: 'B' }, base: { grade: personSeen } }),
    )
    await send(b, b.line({ kind: 'edit', entity, set: { nonsense: 'x' } }), '{"id":"no-operation"}', 'no line at all')
  }
  await eraseOne(db, log, a, b)
  await keepSnapshot(db, log, 'north' as StreamId)
  await fillAccess(db)
}

/** Somebody who was here and was erased: what is left of the work of two hands, and of what came too late. */
const eraseOne = async (db: Kysely<Tables>, log: ServerLog, a: ChainedDevice, b: ChainedDevice): Promise<void> => {
  const entity = { kind: 'person', id: 'p-erased' } as const
  const made = a.line({ kind: 'create', entity, set: { familyName: 'Keita' } })
  await log.append([made, b.line({ kind: 'edit', entity, set: { grade: 'C' } })], { device: a.name, time })
  const erasure = { cause: 'request', time, signer: log.signer } as const
  await db.transaction().execute((trx) => erase(trx, [entity], erasure))
  await log.append([b.line({ kind: 'edit', entity, set: { grade: 'D' } })], { device: b.name, time })
}

/** A first download of a stream, as the server keeps it. */
const keepSnapshot = async (db: Kysely<Tables>, log: ServerLog, stream: StreamId): Promise<void> => {
  const { epoch } = await log.meet({ device: '', incarnation: null, epoch: null, cursors: {} })
  const { cursor, segments, contents } = await snapshotOf(log, stream)
  const unsigned = { manifest: 1, epoch, stream, ...cursor, time, segments } as const
  const manifest = { ...unsigned, signature: log.signer.sign(manifestClaim(unsigned)) }
  await keptSegments(db).keep(manifest, contents, cursor.seq)
}
