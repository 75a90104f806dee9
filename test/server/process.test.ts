import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { beginning, type Cursors } from '../../src/core/protocol/reply.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import { exchangeWith, receiptsIn } from '../support/http-sync.ts'
import { operation, stream } from '../support/operations.ts'
import { seeded } from '../support/random.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

const size = 20

/** A batch of persons whose names tell to which batch they belong. */
const batchOf = (name: string) =>
  Array.from({ length: size }, (_, at) =>
    operation({ id: `${name}.${at}` as never, entity: { kind: 'person', id: `${name}.${at}` }, set: { grade: 'A' } }),
  )

const send = async (url: string, name: string): Promise<boolean> => {
  try {
    const receipts = receiptsIn(await exchangeWith(url, batchOf(name)))
    return receipts.length === size && receipts.every((one) => one.status === 'applied')
  } catch {
    return false
  }
}

/** How many operations of each batch the file holds. */
const stored = async (path: string): Promise<ReadonlyMap<string, number>> => {
  const log = await openLogAt(path)
  const found = new Map<string, number>()
  let cursors: Cursors = { [stream]: beginning }
  for (let more = true; more; ) {
    const page = await log.page(cursors)
    for (const change of page.changes) {
      const batch = change.line === 'put' ? (change.row.id.split('.')[0] ?? '') : ''
      found.set(batch, (found.get(batch) ?? 0) + 1)
    }
    cursors = { ...cursors, ...Object.fromEntries(page.marks.map((mark) => [mark.stream, mark.cursor])) }
    more = page.more
  }
  await log.close()
  return found
}

describe('a server that is killed in the middle of its work', () => {
  it('holds all it acknowledged and no half batch, twenty times over', { timeout: 120_000 }, async () => {
    const data = join(folder.path, 'killed')
    const chance = seeded(Math.floor(Math.random() * 2 ** 31))
    const server = await startServer(data)
    const acknowledged: string[] = []
    let sent = 0
    for (let round = 0; round < 20; round += 1) {
      if (round > 0) await server.restart()
      let killed = false
      const sender = async (name: string): Promise<void> => {
        for (let at = 0; !killed; at += 1) {
          const batch = `${name}-${at}`
          sent += 1
          if (await send(server.url, batch)) acknowledged.push(batch)
        }
      }
      const senders = ['a', 'b', 'c'].map((who) => sender(`${round}${who}`))
      // However slow the machine: the kill falls into the middle of work, after the first answer of the round.
      const before = acknowledged.length
      while (acknowledged.length === before) await new Promise((resolve) => setTimeout(resolve, 2))
      await new Promise((resolve) => setTimeout(resolve, chance.below(80)))
      killed = true
      await server.stop('SIGKILL')
      await Promise.all(senders)
      const found = await stored(join(data, 'palier.db'))
      expect(acknowledged.filter((batch) => found.get(batch) !== size)).toEqual([])
      expect([...found].filter(([, count]) => count !== size)).toEqual([])
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(20)
    expect(sent).toBeGreaterThan(acknowledged.length)
  })

  it('ends in order when it is asked to', async () => {
    const data = join(folder.path, 'asked')
    const server = await startServer(data)
    expect(await send(server.url, 'calm')).toBe(true)
    await server.stop('SIGTERM')
    expect([...(await stored(join(data, 'palier.db')))]).toEqual([['calm', size]])
  })
})

describe('a server that cannot start', () => {
  const start = (env: { [name: string]: string }) => {
    const run = spawnSync(process.execPath, ['src/server/main.ts'], {
      env: { ...process.env, PORT: '0', DATA_DIR: join(folder.path, 'data'), ...env },
      encoding: 'utf8',
      timeout: 20_000,
    })
    return { status: run.status, said: run.stderr }
  }

  it('says why, in French and in English', async () => {
    const badPort = start({ PORT: '80x' })
    expect([badPort.status, badPort.said]).toEqual([1, expect.stringMatching(/FR .*PORT="80x".*\n.*EN /)])
    expect(start({ PORT: '70000' }).status).toBe(1)

    writeFileSync(join(folder.path, 'a-file'), '')
    const badData = start({ DATA_DIR: join(folder.path, 'a-file') })
    expect([badData.status, badData.said]).toEqual([1, expect.stringMatching(/DATA_DIR[\s\S]*DATA_DIR/)])

    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const taken = start({ PORT: String(port) })
    expect([taken.status, taken.said]).toEqual([1, expect.stringContaining(`Port ${port} is already in use`)])
    other.close()
  })
})
