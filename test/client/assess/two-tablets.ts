import type { App } from '../../../src/client/app/app.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import type { OperationId, PersonId } from '../../../src/core/domain/id.ts'
import { ok } from '../../../src/core/domain/result.ts'
import { assessmentIdOf } from '../../../src/core/protocol/entities.ts'
import type { Row } from '../../../src/core/protocol/merge.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { protocolVersion } from '../../../src/core/protocol/sync.ts'
import { operation } from '../../support/operations.ts'
import { assignmentId, campaignId } from './seed.ts'

const time = '2026-11-22T09:00:00.000Z'
export const colleague = 'person-colleague' as PersonId
export const assessment = assessmentIdOf(assignmentId(0), 'expert')

/** The tablet speaks with headquarters, whose log is at hand. */
export const exchange = async (app: App, log: ServerLog): Promise<void> => {
  const done = await syncOnce({
    replica: dexieReplica(app.database),
    device: app.identity.device,
    app: 'test',
    nonce: () => 'nonce-nonce',
    progress: () => undefined,
    send: async (request) => {
      const { receipts } = await log.append(JSON.parse(JSON.stringify(request.operations)), request.device, time)
      const page = await log.page(request.cursors)
      const reply = { protocol: protocolVersion, nonce: request.nonce, epoch: log.epoch, time, receipts, ...page }
      return ok(JSON.parse(JSON.stringify(reply)))
    },
  })
  if (!done.ok) throw new Error(done.problem.problem)
}

/** A colleague's tablet answers, in the same assessment, without having seen anything of it. */
export const colleagueSays = async (
  log: ServerLog,
  set: Operation['set'],
  base: Operation['base'] = {},
): Promise<OperationId> => {
  const head = { campaign: campaignId, assignment: assignmentId(0), role: 'expert' }
  const made = operation({
    device: 'tablet-2' as never,
    stream: 'site' as never,
    entity: { kind: 'assessment', id: assessment },
    author: colleague,
    wall: '2026-11-21T10:30:00.000Z',
    set: { ...head, ...set },
    base: {
      campaign: null,
      assignment: null,
      role: null,
      ...Object.fromEntries(Object.keys(set).map((field) => [field, null])),
      ...base,
    },
  })
  const { receipts } = await log.append([JSON.parse(JSON.stringify(made))], 'tablet-2', time)
  if (receipts[0]?.status === 'refused') throw new Error(receipts[0].problem?.problem)
  return made.id
}

export const rowAtHeadquarters = async (log: ServerLog): Promise<Row | undefined> =>
  (await log.page({ site: 0 })).changes.find(({ row }) => row.id === assessment)?.row
