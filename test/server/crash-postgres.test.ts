import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Batches, broken, compiled, killWriters, noBatches, startSenders } from '../support/crashes.ts'
import { ask, type Cluster, startPostgres } from '../support/postgres.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
let cache: string
let cluster: Cluster
beforeAll(async () => {
  cache = await compiled(folder.path)
  cluster = await startPostgres()
}, 60_000)
afterAll(async () => {
  await cluster.remove()
  folder.remove()
}, 60_000)

const expectSound = async (batches: Batches, address: string, crashes: number): Promise<void> => {
  expect(broken(batches, await ask(address, 'select id from operation'))).toEqual({ lost: [], halved: [] })
  expect(await ask(address, 'select (count(*) - max(seq))::text as gap from operation group by stream')).toEqual([{ gap: '0' }])
  expect(batches.kept.size).toBeGreaterThanOrEqual(crashes)
}

/** Whoever is killed answers none of what was under way; a server in front of a database that comes back may still answer it. */
const expectUnanswered = ({ kept, sent }: Batches, crashes: number): void =>
  expect(sent.size).toBeGreaterThanOrEqual(kept.size + crashes)

/** A hundred in all: the database itself, the server in front of it, and what in that writes, which starts faster. */
const crashes = { databases: 20, servers: 20, writers: 60 }

describe('crashing in the middle of a batch on PostgreSQL', () => {
  it(`a database holds all that was acknowledged and no half batch, ${crashes.databases} times over`, {
    timeout: 180_000,
  }, async () => {
    const address = await cluster.database()
    const server = await startServer(folder.path, { DATABASE_URL: address, NODE_COMPILE_CACHE: cache })
    const batches = noBatches()
    const senders = startSenders(batches, () => server.url)
    for (let crash = 0; crash < crashes.databases; crash += 1) {
      const struck = await senders.during(async () => {
        await cluster.stop(crash % 2 === 0 ? 'immediate' : 'killed')
        await cluster.start()
      })
      expect(struck).toBeGreaterThan(0)
    }
    await senders.end()
    await server.stop()
    await expectSound(batches, address, crashes.databases)
  })

  it(`a server leaves all it acknowledged and no half batch, ${crashes.servers} times over`, { timeout: 180_000 }, async () => {
    const address = await cluster.database()
    const start = () => startServer(folder.path, { DATABASE_URL: address, NODE_COMPILE_CACHE: cache })
    let server = await start()
    let next = start()
    const batches = noBatches()
    const senders = startSenders(batches, () => server.url)
    for (let kill = 0; kill < crashes.servers; kill += 1)
      await senders.during(async () => {
        await server.stop('SIGKILL')
        server = await next
        next = start()
      })
    await senders.end()
    await Promise.all([server.stop('SIGKILL'), (await next).stop('SIGKILL')])
    await expectSound(batches, address, crashes.servers)
    expectUnanswered(batches, crashes.servers)
  })

  it(`a writer leaves all it acknowledged and no half batch, ${crashes.writers} times over`, { timeout: 180_000 }, async () => {
    const address = await cluster.database()
    const batches = noBatches()
    await killWriters(batches, address, { kills: crashes.writers, cache })
    await expectSound(batches, address, crashes.writers)
    expectUnanswered(batches, crashes.writers)
  })
})
