import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { syncOnce } from '../../src/client/sync/engine.ts'
import { httpSend } from '../../src/client/sync/send.ts'
import type { OperationId } from '../../src/core/domain/id.ts'
import { beginning } from '../../src/core/protocol/cursor.ts'
import { buildServer } from '../../src/server/http/server.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import { type Cut, cuttingProxy } from '../support/cutting-proxy.ts'
import { exchangeOf } from '../support/loopback.ts'
import { emptyDisk, memoryReplica } from '../support/memory-replica.ts'
import { operation, stream } from '../support/operations.ts'
import { scratchFolder } from '../support/server-process.ts'

/*
 * Every byte at which a line can break: the real engine, the real endpoint and a file of SQLite, with a proxy between them that
 * cuts the connection after the first byte, the second, the third … of request and reply, in order and with a reset.
 */

const folder = scratchFolder()
const opened = async () => {
  const db = await openDatabase(join(folder.path, 'palier.db'))
  const log = await openLog(db)
  const app = await buildServer({ log, now: () => new Date().toISOString(), loopbackOnly: true, publicHosts: [] })
  return { db, log, app, url: await app.listen({ port: 0, host: '127.0.0.1' }) }
}
let server: Awaited<ReturnType<typeof opened>>
beforeAll(async () => {
  server = await opened()
})
afterAll(async () => {
  await server.app.close()
  await server.log.close()
  folder.remove()
})

const made: string[] = []
let cuts = 0

/** A tablet that always has something to say. */
const openTablet = (name: string) => {
  const device = memoryReplica(emptyDisk(name), { session: `session-${name}` })
  device.disk.cursors[stream] = beginning
  const work = async (): Promise<void> => {
    if (device.disk.unsent.length > 0) return
    const entity = { kind: 'person', id: `p-${name}` } as const
    const known = (await device.read(entity.kind, entity.id))?.writers['familyName'] ?? null
    const id = `${name}-${made.length}` as OperationId
    const set = { familyName: randomBytes(120).toString('base64url') }
    await device.work([operation({ id, device: name as never, entity, set, base: { familyName: known } })])
    made.push(id)
  }
  const speak = (url: string) => syncOnce(exchangeOf({ replica: device.replica, send: httpSend(`${url}/api/v1/sync`) }))
  return { device, work, speak }
}

/** Cuts one exchange after the other, each a byte later, until one comes through whole. */
const sweep = async (name: string, kind: Pick<Cut, 'of' | 'how'>): Promise<void> => {
  const { device, work, speak } = openTablet(name)
  const proxy = await cuttingProxy(server.url)
  for (let after = 0; ; after += 1) {
    await work()
    const wasCut = proxy.next({ ...kind, after })
    await speak(proxy.url)
    if (!wasCut()) break
    cuts += 1
  }
  await proxy.close()
  await work()
  expect((await speak(server.url)).ok).toBe(true)
  expect(device.disk.unsent).toEqual([])
  const stored = await server.db.selectFrom('entity').select(['rev']).where('id', '=', `p-${name}`).executeTakeFirst()
  expect(stored?.rev).toBe(made.filter((id) => id.startsWith(`${name}-`)).length)
  expect((await device.read('person', `p-${name}`))?.rev).toBe(stored?.rev)
}

describe('a line that breaks', () => {
  const kinds = (['request', 'reply'] as const).flatMap((of) => (['FIN', 'RST'] as const).map((how) => ({ of, how })))

  it('at any byte of the request or the reply, in order or with a reset, loses nothing and doubles nothing', async () => {
    const begun = performance.now()
    for (let round = 0; cuts < 10_000; round += 1)
      await Promise.all(kinds.map((kind) => sweep(`${kind.of}.${kind.how}.${round}`, kind)))
    const stored = new Set((await server.db.selectFrom('operation').select('id').execute()).map(({ id }) => id))
    const lost = made.filter((id) => !stored.has(id))
    const { head } = await server.db.selectFrom('stream').select('head').where('id', '=', stream).executeTakeFirstOrThrow()
    const seconds = (performance.now() - begun) / 1000
    console.log(
      `${cuts} cuts in ${seconds.toFixed(0)} s, ${made.length} operations, ${lost.length} lost, ${head - made.length} doubled`,
    )
    expect([lost, head]).toEqual([[], made.length])
    expect(cuts).toBeGreaterThanOrEqual(10_000)
  }, 600_000)
})
