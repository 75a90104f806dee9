import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Batches, broken, compiled, killWriters, noBatches, startSenders } from '../support/crashes.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
let cache: string
beforeAll(async () => {
  cache = await compiled(folder.path)
}, 60_000)
afterAll(folder.remove)

/** Looks into the file that was left behind, as the next server will find it. */
const look = (path: string, sql: string) => {
  const database = new DatabaseSync(path, { readOnly: true })
  const rows = database.prepare(sql).all()
  database.close()
  return rows
}

const expectSound = (batches: Batches, path: string, crashes: number): void => {
  expect(broken(batches, look(path, 'select id from operation'))).toEqual({ lost: [], halved: [] })
  expect(look(path, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(look(path, 'select count(*) - max(seq) as gap from operation group by stream')).toEqual([{ gap: 0 }])
  expect(batches.kept.size).toBeGreaterThanOrEqual(crashes)
  expect(batches.sent.size).toBeGreaterThanOrEqual(batches.kept.size + crashes)
}

/** A hundred in all: the whole server, and what in it writes, which starts faster. */
const kills = { servers: 20, writers: 80 }

describe('killed in the middle of a batch on SQLite', () => {
  it(`a server holds all it acknowledged and no half batch, ${kills.servers} times over`, { timeout: 180_000 }, async () => {
    const data = join(folder.path, 'servers')
    const server = await startServer(data, { NODE_COMPILE_CACHE: cache })
    const batches = noBatches()
    const senders = startSenders(batches, () => server.url)
    for (let kill = 0; kill < kills.servers; kill += 1)
      await senders.during(async () => {
        await server.stop('SIGKILL')
        await server.restart()
      })
    await senders.end()
    await server.stop('SIGKILL')
    expectSound(batches, join(data, 'palier.db'), kills.servers)
  })

  it(`a writer holds all it acknowledged and no half batch, ${kills.writers} times over`, { timeout: 180_000 }, async () => {
    const path = join(folder.path, 'writers.db')
    const batches = noBatches()
    await killWriters(batches, path, { kills: kills.writers, cache })
    expectSound(batches, path, kills.writers)
  })
})
