import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/server/store/open-database.ts'
import { verifyFile } from '../../src/server/store/verify/verify-file.ts'
import { runCommand } from '../support/command.ts'
import { chainedDevice, fillLog, requestOf } from '../support/filled-log.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
let made = 0

/** A data folder with a filled database in it. */
const filled = async (rounds = 3): Promise<string> => {
  made += 1
  const data = join(folder.path, `data-${made}`)
  mkdirSync(data)
  const db = await openDatabase(join(data, 'palier.db'))
  await fillLog(db, rounds)
  await db.destroy()
  return data
}

const sqlIn = (path: string, statement: string): readonly { readonly [column: string]: unknown }[] => {
  const database = new DatabaseSync(path)
  try {
    return database.prepare(statement).all()
  } finally {
    database.close()
  }
}
const marksIn = (data: string) => sqlIn(join(data, 'palier.db'), 'select id, head, durable from stream order by id')
const backup = (data: string, args: readonly string[] = [], env = {}) => runCommand('backup', args, { DATA_DIR: data, ...env })

describe('a backup', () => {
  it('is taken while the server writes, each time proven, and holds back nobody', { timeout: 120_000 }, async () => {
    const data = join(folder.path, 'busy')
    const server = await startServer(data)
    let busy = true
    let sent = 0
    const failed: unknown[] = []
    const sender = async (who: string): Promise<void> => {
      const device = chainedDevice(who)
      while (busy) {
        const lines = Array.from({ length: 5 }, () => {
          sent += 1
          return device.line({ kind: 'create', entity: { kind: 'person', id: `p-${sent}` }, set: { grade: 'A' } })
        })
        const headers = { 'content-type': 'application/x-ndjson' }
        const reply = await fetch(`${server.url}/api/v1/sync`, { method: 'POST', headers, body: requestOf(who, lines) })
        if (reply.status !== 200) failed.push(reply.status)
        await reply.text()
      }
    }
    const senders = ['a', 'b'].map(sender)
    const copies = ['1', '2', '3', '4'].map((name) => join(folder.path, `busy-${name}.db`))
    let before = 0
    for (const copy of copies) {
      expect(await backup(data, [copy, '--elsewhere'])).toMatchObject({ code: 0 })
      const { counts, operations } = await verifyFile(copy)
      expect(counts.findings).toBe(0)
      expect(operations).toBeGreaterThan(before)
      before = operations
    }
    busy = false
    await Promise.all(senders)
    expect(failed).toEqual([])
    const [mark] = marksIn(data)
    expect(mark).toMatchObject({ durable: before })
    expect(mark?.['head']).toBeGreaterThan(before)
    await server.stop()
  })

  it('is never written over another file', async () => {
    const data = await filled()
    const to = join(folder.path, 'taken.db')
    writeFileSync(to, 'something else')
    expect(await backup(data, [to, '--elsewhere'])).toMatchObject({ code: 1, said: expect.stringContaining('exists already') })
    expect(statSync(to).size).toBe(14)
    expect(marksIn(data)).toMatchObject([{ durable: 0 }, { durable: 0 }])
  })

  it('lets the oldest of its row go, and touches nothing else', async () => {
    const data = await filled(1)
    const row = join(folder.path, 'row')
    const env = { BACKUP_DIR: row, BACKUP_KEEP: '2' }
    expect((await backup(data, [], env)).code).toBe(0)
    const names = ['palier-20200101T000000Z.db', 'palier-20200102T000000Z.db', 'notes.txt', 'palier.db']
    for (const name of names) writeFileSync(join(row, name), '')
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect((await backup(data, [], env)).code).toBe(0)
    const left = readdirSync(row).sort()
    expect(left).toHaveLength(4)
    expect(left).toEqual(expect.arrayContaining(['notes.txt', 'palier.db']))
    expect(left.filter((name) => name.startsWith('palier-2020'))).toEqual([])
  })

  it('moves the durable marks only where it outlives the disk of the database', async () => {
    const data = await filled()
    const beside = await backup(data, [join(folder.path, 'beside.db')])
    expect(beside).toMatchObject({ code: 0, said: expect.stringContaining('same disk') })
    expect(marksIn(data)).toMatchObject([{ durable: 0 }, { durable: 0 }])
    const other = '/dev/shm'
    if (existsSync(other) && statSync(other).dev !== statSync(data).dev) {
      const to = join(other, `palier-test-${process.pid}.db`)
      expect((await backup(data, [to])).code).toBe(0)
      rmSync(to)
    } else expect((await backup(data, [join(folder.path, 'said.db'), '--elsewhere'])).code).toBe(0)
    for (const { head, durable } of marksIn(data)) expect(durable).toBe(head)
  })

  it('is no backup when the database is damaged: no name, no mark, and nothing let go', async () => {
    const data = await filled()
    sqlIn(join(data, 'palier.db'), `update operation set body = replace(body, 'bon', 'Bon') where id = 'tablet-a-2'`)
    const to = join(folder.path, 'damaged.db')
    const { code, said } = await backup(data, [to, '--elsewhere'])
    expect(code).toBe(1)
    expect(said).toContain('finding operation tablet-a-2 body')
    expect(said).not.toContain('Traoré')
    expect(readdirSync(folder.path).filter((name) => name.startsWith('damaged.db'))).toEqual([])
    expect(marksIn(data)).toMatchObject([{ durable: 0 }, { durable: 0 }])
  })

  it('has its name only when it is whole, whenever it is killed', { timeout: 60_000 }, async () => {
    const data = await filled(40)
    let named = 0
    for (let after = 60; after < 460; after += 40) {
      const to = join(folder.path, `killed-${after}.db`)
      await runCommand('backup', [to, '--elsewhere'], { DATA_DIR: data }, after)
      if (!existsSync(to)) continue
      named += 1
      expect((await verifyFile(to)).counts.findings).toBe(0)
    }
    expect(named).toBeLessThan(10)
    expect((await verifyFile(join(data, 'palier.db'))).counts.findings).toBe(0)
  })
})

describe('the durable marks', () => {
  it('are set by hand for a backup of another make: heads before it, marks after it', async () => {
    const data = await filled(1)
    const heads = join(folder.path, 'heads.json')
    const durable = (...args: readonly string[]) => runCommand('durable', args, { DATA_DIR: data })
    expect((await durable('--heads', heads)).code).toBe(0)
    expect(await durable('--heads', heads)).toMatchObject({ code: 1, said: expect.stringContaining('EEXIST') })
    sqlIn(join(data, 'palier.db'), `update stream set head = head + 1 where id = 'north'`)
    expect(await durable(heads)).toMatchObject({ code: 0, said: expect.stringContaining('marks moved: 2') })
    expect(marksIn(data)).toMatchObject([
      { id: 'north', head: 9, durable: 8 },
      { id: 'south', head: 2, durable: 2 },
    ])
    sqlIn(join(data, 'palier.db'), `update meta set value = '00000000-0000-0000-0000-000000000000' where key = 'epoch'`)
    expect(await durable(heads)).toMatchObject({ code: 1, said: expect.stringContaining('another epoch') })
    expect(await durable('--replicated')).toMatchObject({ code: 1 })
    expect(await durable()).toMatchObject({ code: 1, said: expect.stringContaining('npm run durable') })
  })
})
