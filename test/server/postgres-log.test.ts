import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginning } from '../../src/core/protocol/cursor.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import { last } from '../../src/server/store/postgres-client.ts'
import { endpointsContract } from '../contract/endpoints.ts'
import { scopeContract } from '../contract/scope.ts'
import { scopedWritesContract } from '../contract/scoped-writes.ts'
import { serverLogContract } from '../contract/server-log.ts'
import { cutLine } from '../support/cut-line.ts'
import { logUnderTest } from '../support/log-under-test.ts'
import { line, operation, stream } from '../support/operations.ts'
import { ask, type Cluster, startPostgres } from '../support/postgres.ts'

let cluster: Cluster
let model: string
beforeAll(async () => {
  // What happens to the disk is another test's; making a database for each of these is most of their time.
  cluster = await startPostgres({ fsync: 'off' })
  model = await cluster.database()
  await (await openDatabase(model)).destroy()
}, 60_000)
afterAll(() => cluster.remove(), 60_000)

serverLogContract('PostgreSQL', (page) => logUnderTest(async () => openDatabase(await cluster.database(model)), page))
scopeContract('PostgreSQL', (page) => logUnderTest(async () => openDatabase(await cluster.database(model)), page))
scopedWritesContract('PostgreSQL', (page) => logUnderTest(async () => openDatabase(await cluster.database(model)), page))

endpointsContract('PostgreSQL', async (page) => {
  const address = await cluster.database(model)
  const open = async () => openLog(await openDatabase(address), { page })
  const quarantined = async () => (await ask(address, 'select id from quarantine')).length
  return { logs: [await open(), await open()], quarantined }
})

it('[S10] two endpoints that find a restore at the same moment begin one new epoch', async () => {
  const address = await cluster.database(model)
  const logs = await Promise.all([0, 1].map(async () => openLog(await openDatabase(address))))
  const occasion = { device: 'tablet-1', time: '2026-11-22T09:00:00.000Z' }
  const visit = { device: 'tablet-1', incarnation: null, epoch: null, cursors: { [stream]: beginning } }
  for (let round = 0; round < 5; round += 1) {
    await logs[0]?.append([line(operation()), line(operation())], occasion)
    const epoch = (await logs[0]?.meet(visit))?.epoch ?? ''
    const mark = (await logs[0]?.page(visit.cursors))?.marks[0]
    await ask(address, 'delete from entity; delete from operation; update stream set head = 0, chain = $$$$')
    const met = logs.map((log) => log.meet({ ...visit, epoch, cursors: { [stream]: mark?.cursor ?? beginning } }))
    const [one, two] = (await Promise.all(met)).map((meeting) => meeting.epoch)
    expect(one).not.toBe(epoch)
    expect(two).toBe(one)
  }
  await Promise.all(logs.map((log) => log.close()))
})

it('[S1] never calls a batch taken whose last answer is lost, and gives its receipts when it comes again', async () => {
  const address = await cluster.database(model)
  const cut = await cutLine(address)
  const log = await openLog(await openDatabase(cut.address))
  const occasion = { device: 'tablet-1', time: '2026-11-22T09:00:00.000Z' }
  for (let round = 1; round <= 5; round += 1) {
    const lines = [1, 2].map((at) => line(operation({ entity: { kind: 'assessment', id: `a-${round}-${at}` } })))
    cut.loseAnswerTo(last)
    await expect(log.append(lines, occasion)).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' })
    const receipts = await log.append(lines, occasion)
    expect(receipts.map(({ status, seq }) => [status, seq])).toEqual([2, 1].map((back) => ['applied', round * 2 - back + 1]))
    expect(await ask(address, 'select count(*)::int from operation')).toEqual([{ count: round * 2 }])
  }
  await log.close()
  await cut.close()
})
