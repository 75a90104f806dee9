import type { App } from '../../../src/client/app/app.ts'
import { comment, rate, sign } from '../../../src/client/app/work.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import type { CompetencyCode, OperationId, PersonId } from '../../../src/core/domain/id.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { assessmentIdOf } from '../../../src/core/protocol/entities.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { exchangeOf, loopback } from '../../support/loopback.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { line, operation } from '../../support/operations.ts'
import { assignmentId, campaignId } from './seed.ts'
import { gridIn, openSite } from './stage.tsx'

const time = '2026-11-22T09:00:00.000Z'
export const colleague = 'person-colleague' as PersonId
export const assessment = assessmentIdOf(assignmentId(0), 'expert')

/** The tablet speaks with headquarters, whose log is at hand. */
export const exchange = async (app: App, log: ServerLog): Promise<void> => {
  const replica = dexieReplica(app.database, { session: 'session-test', newDevice: () => 'renamed' })
  const done = await syncOnce(exchangeOf({ replica, send: loopback(log, time) }))
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
  const receipts = await log.append([line(made)], { device: 'tablet-2', time })
  if (receipts[0]?.status === 'refused') throw new Error(receipts[0].problem?.problem)
  return made.id
}

/** The tablet of an assessor who rated one competency and signed, and whose work headquarters has. */
export const signedSite = async (log: ServerLog): Promise<App> => {
  const app = await openSite()
  await app.perform([
    {
      kind: 'create',
      entity: { kind: 'person', id: colleague },
      stream: 'adm' as never,
      set: { registration: 'E2', familyName: 'Diallo', givenName: 'Oumar', grade: '', language: 'fr', roles: ['assessor'] },
    },
  ])
  const ethics = 'ethics' as CompetencyCode
  await rate(app, await gridIn(app), ethics, { kind: 'level', level: 3 })
  await comment(app, await gridIn(app), ethics, 'Vu au comptoir.')
  const signed = await sign(app, await gridIn(app))
  if (!signed.ok) throw new Error(signed.problem.problem)
  await exchange(app, log)
  return app
}

/** A colleague's tablet signs the same assessment, without having seen anything of another signature. */
export const colleagueSigns = async (log: ServerLog, set: Operation['set']): Promise<OperationId> => {
  const content = { campaign: campaignId, assignment: assignmentId(0), role: 'expert', ...set }
  const made = operation({
    device: 'tablet-2' as never,
    stream: 'site' as never,
    kind: 'seal',
    entity: { kind: 'assessment', id: assessment },
    author: colleague,
    wall: '2026-11-21T11:00:00.000Z',
    set: { ...content, signedAt: '2026-11-21T11:00:00.000Z', signedBy: colleague },
  })
  const receipts = await log.append([line(made)], { device: 'tablet-2', time })
  if (receipts[0]?.status === 'refused') throw new Error(receipts[0].problem?.problem)
  return made.id
}

export const rowAtHeadquarters = async (log: ServerLog): Promise<Row | undefined> =>
  (await log.page({ site: beginning })).changes
    .flatMap((change) => (change.line === 'put' ? [change.row] : []))
    .find(({ id }) => id === assessment)

/** A site whose first assessment is signed, and the tablet there has heard of what happened since at headquarters. */
export const siteAfter = async (...happened: readonly ((log: ServerLog) => Promise<unknown>)[]): Promise<App> => {
  const log = memoryServerLog()
  const app = await signedSite(log)
  for (const one of happened) await one(log)
  await exchange(app, log)
  return app
}
