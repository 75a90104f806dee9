import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openLog } from '../../src/server/store/log.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import { verifyFile } from '../../src/server/store/verify/verify-file.ts'
import { runCommand } from '../support/command.ts'
import { chainedDevice, fillLog } from '../support/filled-log.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
let made = 0
const time = '2026-11-22T09:00:00.000Z'

/** A database, a proven copy of it, and work that came after the copy. */
const withCopy = async ({ marked = false, rounds = 2 } = {}) => {
  made += 1
  const data = join(folder.path, `data-${made}`)
  const path = join(data, 'palier.db')
  const copy = join(folder.path, `copy-${made}.db`)
  mkdirSync(data)
  const db = await openDatabase(path)
  await fillLog(db, rounds)
  expect(await runCommand('backup', [copy, ...(marked ? ['--elsewhere'] : [])], { DATA_DIR: data })).toMatchObject({ code: 0 })
  const later = chainedDevice('later')
  const log = await openLog(db)
  await log.append([later.line({ kind: 'create', entity: { kind: 'unit', id: 'u-later' }, set: { code: 'L' } })], {
    device: 'later',
    time,
  })
  await db.destroy()
  return { data, path, copy, restore: (...args: readonly string[]) => runCommand('restore', args, { DATA_DIR: data }) }
}

const lookInto = async (path: string) => {
  const db = await openDatabase(path)
  const { value: epoch } = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow()
  const late = await db.selectFrom('entity').select('id').where('id', '=', 'u-later').execute()
  await db.destroy()
  return { epoch, hasLate: late.length > 0 }
}

describe('a restore', () => {
  it('puts the copy in place, keeps what was there, and begins a new epoch', async () => {
    const { data, path, copy, restore } = await withCopy()
    const before = await lookInto(path)
    expect(before.hasLate).toBe(true)
    expect(await restore(copy)).toMatchObject({ code: 0 })
    const after = await lookInto(path)
    expect(after.hasLate).toBe(false)
    expect(after.epoch).not.toBe(before.epoch)
    expect((await verifyFile(path)).counts.findings).toBe(0)
    const [aside] = readdirSync(data).filter((name) => name.startsWith('palier.db.before-restore-'))
    expect(await lookInto(join(data, aside ?? ''))).toEqual(before)
    expect(readdirSync(data).filter((name) => name.includes('.part'))).toEqual([])
    expect((await verifyFile(copy)).counts.findings).toBe(0)
  })

  it('brings a database to a machine that has none', async () => {
    const { copy } = await withCopy()
    const data = join(folder.path, 'fresh')
    expect(await runCommand('restore', [copy], { DATA_DIR: data })).toMatchObject({ code: 0 })
    expect(await lookInto(join(data, 'palier.db'))).toMatchObject({ hasLate: false })
  })

  it('waits for nobody: it is refused while a server runs on the database', async () => {
    const { data, path, copy, restore } = await withCopy()
    const server = await startServer(data)
    expect(await restore(copy)).toMatchObject({ code: 1, said: expect.stringContaining('Stop it first') })
    expect((await fetch(`${server.url}/api/v1/ready`)).status).toBe(200)
    await server.stop()
    expect(await lookInto(path)).toMatchObject({ hasLate: true })
    expect(await restore(copy)).toMatchObject({ code: 0 })
    await server.restart()
    expect((await fetch(`${server.url}/api/v1/ready`)).status).toBe(200)
    await server.stop()
  })

  it('is refused from a copy older than what devices were told is safe, unless it is asked for', async () => {
    const { data, path, copy, restore } = await withCopy({ marked: true })
    expect(await restore(copy)).toMatchObject({ code: 0 })
    expect(await runCommand('backup', [join(folder.path, 'newer.db'), '--elsewhere'], { DATA_DIR: data })).toMatchObject({
      code: 0,
    })
    const db = await openDatabase(path)
    const log = await openLog(db)
    const line = chainedDevice('last').line({ kind: 'create', entity: { kind: 'unit', id: 'u-last' }, set: { code: 'L' } })
    await log.append([line], { device: 'last', time })
    await db.destroy()
    expect(await runCommand('backup', [join(folder.path, 'newest.db'), '--elsewhere'], { DATA_DIR: data })).toMatchObject({
      code: 0,
    })
    const held = await lookInto(path)
    expect(await restore(copy)).toMatchObject({
      code: 1,
      said: expect.stringContaining('older than what was declared safe (1 streams)'),
    })
    expect(await lookInto(path)).toEqual(held)
    expect(await restore(copy, '--older')).toMatchObject({ code: 0 })
  })

  it.each([
    ['is no database', () => Buffer.from('what is this?'.repeat(1000))],
    ['was cut', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2))],
    [
      'holds a changed word',
      (whole: Buffer) => Buffer.from(whole.toString('latin1').replaceAll('"summary":"moyen"', '"summary":"Moyen"'), 'latin1'),
    ],
    ['is not there', undefined],
  ])('is refused from a file that %s', async (_what, damage) => {
    const { path, copy, restore } = await withCopy()
    const bad = join(folder.path, `bad-${made}.db`)
    if (damage) writeFileSync(bad, damage(readFileSync(copy)))
    const before = await lookInto(path)
    expect(await restore(bad)).toMatchObject({ code: 1, said: expect.stringMatching(/FR .*[\s\S]*EN /) })
    expect(await lookInto(path)).toEqual(before)
  })

  it('replaces a database that is past reading, and keeps that too', async () => {
    const { data, path, copy, restore } = await withCopy()
    const wreck = Buffer.concat([Buffer.alloc(4096, 'x'), readFileSync(path).subarray(4096)])
    writeFileSync(path, wreck)
    expect(await restore(copy)).toMatchObject({ code: 1, said: expect.stringContaining('--stopped') })
    expect(readFileSync(path).equals(wreck)).toBe(true)
    expect(await restore(copy, '--stopped')).toMatchObject({ code: 0 })
    const [aside = ''] = readdirSync(data).filter((name) => name.startsWith('palier.db.before-restore-'))
    expect(readFileSync(join(data, aside)).equals(wreck)).toBe(true)
    expect(await lookInto(path)).toMatchObject({ hasLate: false })
  })

  it('leaves the old or the new database in place, whole, whenever it is killed', { timeout: 60_000 }, async () => {
    const { data, path, copy } = await withCopy({ rounds: 40 })
    const original = join(folder.path, 'original.db')
    copyFileSync(path, original)
    const outcomes = new Set<boolean>()
    for (let after = 80; after < 560; after += 40) {
      copyFileSync(original, path)
      await runCommand('restore', [copy], { DATA_DIR: data }, after)
      expect(existsSync(path)).toBe(true)
      expect((await verifyFile(path)).counts.findings).toBe(0)
      outcomes.add((await lookInto(path)).hasLate)
    }
    expect(outcomes.has(true)).toBe(true)
  })
})
