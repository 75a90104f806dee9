import { join } from 'node:path'
import { type Kysely, sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineOf } from '../../src/core/protocol/envelope.ts'
import { textOf1 } from '../../src/core/protocol/message/text-1.ts'
import { hashOf } from '../../src/server/hash.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { verify } from '../../src/server/store/verify/verify.ts'
import { chainedDevice, fillLog } from '../support/filled-log.ts'
import { madeBy1, operation } from '../support/operations.ts'
import { scratchFolder } from '../support/server-process.ts'

const folder = scratchFolder()
let db: Kysely<Tables>
beforeAll(async () => {
  db = await openDatabase(join(folder.path, 'palier.db'))
  await fillLog(db)
})
afterAll(async () => {
  await db.destroy()
  folder.remove()
})

class Undo extends Error {}

/** Changes the database, looks at it, and undoes the change. */
const changed = async <Seen>(
  change: (trx: Transaction<Tables>) => Promise<unknown>,
  look: (trx: Transaction<Tables>) => Promise<Seen>,
): Promise<Seen> => {
  let seen: Seen | undefined
  await db
    .transaction()
    .execute(async (trx) => {
      await sql`pragma defer_foreign_keys = on`.execute(trx)
      await change(trx)
      seen = await look(trx)
      throw new Undo()
    })
    .catch((problem) => {
      if (!(problem instanceof Undo)) throw problem
    })
  return seen as Seen
}

const found = async (change: (trx: Transaction<Tables>) => Promise<unknown>): Promise<readonly string[]> => {
  const { findings } = await changed(change, verify)
  return [...new Set(findings.map(({ table, column }) => `${table}.${column}`))].sort()
}

describe('verifying the log', () => {
  it('finds nothing in one that is as it was written', async () => {
    const verified = await db.transaction().execute(verify)
    expect(verified.findings).toEqual([])
    expect(verified.notes).toEqual([])
    expect(verified).toMatchObject({ operations: 21, entities: 7, quarantined: 6 })
  })

  it('finds what is gone, and what nobody wrote', async () => {
    expect(await found((trx) => trx.deleteFrom('operation').where('id', '=', 'tablet-a-2').execute())).toContain(
      'operation.chain',
    )
    expect(await found((trx) => trx.deleteFrom('entity').where('id', '=', 'a-1').execute())).toEqual(['operation.entity_id'])
    expect(await found((trx) => trx.deleteFrom('move').execute())).toContain('move.operation')
    expect(await found((trx) => trx.updateTable('entity').set({ id: 'a-9' }).where('id', '=', 'a-1').execute())).toEqual([
      'entity.id',
      'operation.entity_id',
    ])
  })

  it('finds a log whose end was cut off together with its head', async () => {
    const cut = async (trx: Transaction<Tables>) => {
      const [last, before] = await trx
        .selectFrom('operation')
        .select(['id', 'seq', 'chain'])
        .where('stream', '=', 'north')
        .orderBy('seq', 'desc')
        .limit(2)
        .execute()
      await trx
        .deleteFrom('operation')
        .where('id', '=', last?.id ?? '')
        .execute()
      await trx
        .updateTable('stream')
        .set({ head: before?.seq ?? 0, chain: before?.chain ?? '' })
        .where('id', '=', 'north')
        .execute()
    }
    expect((await found(cut)).length).toBeGreaterThan(0)
  })

  it('notes a device that was copied, and work that follows what never came', async () => {
    const twice = await openDatabase(join(folder.path, 'copied.db'))
    const log = await openLog(twice)
    const tablet = chainedDevice('tablet')
    const entity = { kind: 'unit', id: 'u-1' } as const
    const send = (...lines: readonly string[]) => log.append(lines, { device: 'tablet', time: '2026-11-22T09:00:00.000Z' })
    await send(tablet.line({ kind: 'create', entity, set: { code: 'A' } }))
    const copy = tablet.copy('copied')
    await send(tablet.line({ kind: 'edit', entity, set: { name: 'A' } }), copy.line({ kind: 'edit', entity, set: { name: 'B' } }))
    copy.line({ kind: 'edit', entity, set: { name: 'never sent' } })
    await send(copy.line({ kind: 'edit', entity, set: { name: 'C' } }))
    const { findings, notes } = await twice.transaction().execute(verify)
    expect(findings).toEqual([])
    expect(notes.map(({ key, what }) => `${key} ${what}`)).toEqual([
      'copied-2 follows the same work as tablet-2: its device was copied',
      'copied-4 follows work that has not come',
    ])
    await twice.destroy()
  })

  it('holds work of protocol 1 to the same, unless it was decided by the rules of then', async () => {
    const old = await openDatabase(join(folder.path, 'old.db'))
    const log = await openLog(old)
    const text = textOf1(madeBy1(operation()))
    const tell = (time: string) => log.append([lineOf({ hash: hashOf(text), text })], { device: 'tablet-1', time })
    await tell('2999-01-01T00:00:00.000Z')
    expect(await old.transaction().execute(verify)).toMatchObject({ findings: [], notes: [] })
    await old.updateTable('entity').set({ row: '{}' }).execute()
    expect(await old.transaction().execute(verify)).toMatchObject({ findings: [{ column: 'row' }], notes: [] })
    await sql`update kysely_migration set timestamp = '3000-01-01T00:00:00.000Z'`.execute(old)
    expect(await old.transaction().execute(verify)).toMatchObject({ findings: [], notes: [{ column: 'row' }] })
    await old.destroy()
  })
})
