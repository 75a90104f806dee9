import type { Kysely } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { audit, auditAfter, auditHead } from '../../../src/server/store/access/audit.ts'
import { openLog } from '../../../src/server/store/log.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { inTransaction } from '../../../src/server/store/transaction.ts'
import { verify } from '../../../src/server/store/verify/verify.ts'
import { onEachDatabase } from '../../support/each-database.ts'

const time = '2026-11-22T09:00:00.000Z'
const who = { administration: 'adm', account: 'account-1', tablet: 'tablet-1', time }

onEachDatabase('the log of who did what', (fresh) => {
  let db: Kysely<Tables>
  beforeEach(async () => {
    db = await fresh()
    await openLog(db)
  })

  const write = (objects: readonly string[] = [], part: Partial<typeof who> = {}) =>
    inTransaction(db, (trx) => audit(trx, { ...who, ...part, action: 'read', objects }))
  const findings = async () => (await inTransaction(db, verify)).findings.map(({ table, column }) => `${table}.${column}`)

  it('is one chain, whoever writes at once, and ends where its head says', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, at) => write([`stream-${at}`])))
    const { entries } = await auditAfter(db, { after: 0, administration: 'adm', account: '', limit: 100 })
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1))
    expect(new Set(entries.flatMap(({ objects }) => objects)).size).toBe(12)
    expect(await auditHead(db)).toEqual({ seq: 12, hash: entries.at(-1)?.hash })
    expect(await findings()).toEqual([])
  })

  it('holds nothing of what was undone', async () => {
    await write()
    const undone = inTransaction(db, async (trx) => {
      await audit(trx, { ...who, action: 'revoked' })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect((await auditHead(db)).seq).toBe(1)
    expect(await findings()).toEqual([])
  })

  it('is read an administration at a time, a page at a time', async () => {
    for (let at = 0; at < 5; at += 1) await write([], { administration: at % 2 ? 'adm-2' : 'adm' })
    const page = await auditAfter(db, { after: 1, administration: 'adm', account: '', limit: 1 })
    expect([page.entries.map(({ seq }) => seq), page.more]).toEqual([[3], true])
    expect((await auditAfter(db, { after: 3, administration: 'adm', account: '', limit: 1 })).more).toBe(false)
    expect((await auditAfter(db, { after: 0, administration: null, account: 'account-2', limit: 9 })).entries).toEqual([])
  })

  it('names no more than it can hold', async () => {
    await write(Array.from({ length: 73 }, (_, at) => `operation-${at}`))
    const { entries } = await auditAfter(db, { after: 0, administration: 'adm', account: '', limit: 1 })
    expect([entries[0]?.objects.length, entries[0]?.objects.at(-1)]).toEqual([51, '+23'])
    expect(await findings()).toEqual([])
  })

  it('shows that an entry was changed, taken out, put in, or cut off its end', async () => {
    for (const stream of ['north', 'south', 'west']) await write([stream])
    const harm: readonly ((of: Kysely<Tables>) => Promise<unknown>)[] = [
      (of) => of.updateTable('audit').set({ account: 'account-2' }).where('seq', '=', 2).execute(),
      (of) => of.updateTable('audit').set({ objects: '[ "south"]' }).where('seq', '=', 2).execute(),
      (of) => of.updateTable('audit').set({ note: 'of-nothing' }).where('seq', '=', 2).execute(),
      (of) => of.updateTable('audit').set({ seq: 9 }).where('seq', '=', 3).execute(),
      (of) => of.deleteFrom('audit').where('seq', '=', 1).execute(),
      (of) => of.deleteFrom('audit').where('seq', '=', 3).execute(),
      (of) => of.deleteFrom('audit').execute(),
      (of) => of.deleteFrom('meta').where('key', '=', 'audit').execute(),
      (of) =>
        of
          .insertInto('audit')
          .values({ ...who, seq: 0, action: 'read', objects: '[]', hash: 'x', note: null })
          .execute(),
      (of) =>
        of
          .insertInto('audit')
          .values({ ...who, seq: 4, action: 'read', objects: '[]', hash: 'x', note: null })
          .execute(),
    ]
    for (const [at, hurt] of harm.entries()) {
      let found: readonly string[] = []
      const undone = inTransaction(db, async (trx) => {
        await hurt(trx)
        found = (await verify(trx)).findings.map(({ table }) => table)
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      expect([at, found.length]).not.toEqual([at, 0])
    }
    expect(await findings()).toEqual([])
  })
})
