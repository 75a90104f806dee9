import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { beginning, type Cursors } from '../../src/core/protocol/cursor.ts'
import { fingerprintOf } from '../../src/core/protocol/fingerprint.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import { exchangeWith, receiptsIn } from '../support/http-sync.ts'
import { operation, stream } from '../support/operations.ts'
import { ask, startPostgres } from '../support/postgres.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

const size = 20

/** A batch of persons whose names tell to which batch they belong. */
const batchOf = (name: string) =>
  Array.from({ length: size }, (_, at) =>
    operation({ id: `${name}.${at}` as never, entity: { kind: 'person', id: `${name}.${at}` }, set: { grade: 'A' } }),
  )

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

describe('a server that is asked to end', () => {
  it('ends in order', async () => {
    const data = join(folder.path, 'asked')
    const server = await startServer(data)
    expect(receiptsIn(await exchangeWith(server.url, batchOf('calm')))).toHaveLength(size)
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

  it('says what is wrong with its database, and nothing of the secret that opens it', { timeout: 60_000 }, async () => {
    expect(start({ DATABASE_URL: 'mysql://palier:s3cret@127.0.0.1/palier' }).said).toMatch(
      /FR .*DATABASE_URL.*\nEN .*DATABASE_URL/,
    )
    expect(start({ DATABASE_CONNECTIONS: 'many' }).said).toMatch(/FR .*DATABASE_CONNECTIONS="many".*\nEN /)
    const nobody = start({ DATABASE_URL: 'postgres://palier:s3cret@127.0.0.1:1/palier' })
    expect([nobody.status, nobody.said]).toEqual([1, expect.stringMatching(/FR .*127\.0\.0\.1:1\/palier.*ECONNREFUSED.*\nEN /)])
    expect(nobody.said).not.toContain('s3cret')

    const cluster = await startPostgres()
    const address = await cluster.database()
    await ask(address, 'create schema deaf')
    await ask(address, `create function deaf.set_config(text, text, boolean) returns text language sql as $$ select $2 $$`)
    const options = encodeURIComponent('-c search_path=deaf,pg_catalog -c synchronous_commit=off')
    const forgetful = start({ DATABASE_URL: `${address}&options=${options}` })
    expect([forgetful.status, forgetful.said]).toEqual([
      1,
      expect.stringMatching(/synchronous_commit=on[\s\S]*synchronous_commit=on/),
    ])
    await cluster.remove()
  })

  it('starts with a warning in both languages where a power cut may take what the database acknowledged', {
    timeout: 60_000,
  }, async () => {
    const cluster = await startPostgres({ fsync: 'off' })
    const server = await startServer(join(folder.path, 'careless'), { DATABASE_URL: await cluster.database() })
    expect(server.said()).toMatch(/FR .*fsync=off[\s\S]*EN .*fsync=off/)
    await server.stop()
    await cluster.remove()
  })

  it('starts with the fingerprint of its key, which the receipts on paper carry', async () => {
    const server = await startServer(join(folder.path, 'known'))
    const [hello] = await exchangeWith(server.url, [])
    if (hello?.line !== 'hello') throw new Error('no hello')
    expect(server.said()).toContain(`\n  ${fingerprintOf(hello.key)}\n`)
    await server.stop()
  })
})
