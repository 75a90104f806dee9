import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres, unsafeSettings } from '../../src/server/store/open-postgres.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { inSnapshot, inTransaction } from '../../src/server/store/transaction.ts'
import { cutLine } from '../support/cut-line.ts'
import { ask, type Cluster, startPostgres } from '../support/postgres.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startPostgres()
}, 60_000)
afterAll(() => cluster.remove(), 60_000)

const put = (db: Kysely<Tables>, key: string, value: string) => db.insertInto('meta').values({ key, value }).execute()
/** What the tests put there; the sealing key is made with the tables. */
const kept = async (address: string) =>
  (await ask(address, `select key from meta where key <> 'sealing' order by key`)).map(({ key }) => key)
const setting = async (db: Kysely<Tables>, name: string) =>
  (await sql<{ readonly value: string }>`select current_setting(${name}) as value`.execute(db)).rows[0]?.value

describe('a connection to PostgreSQL', () => {
  it('is durable even where the database is told not to be', async () => {
    const address = await cluster.database()
    await ask(address, `do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`)
    const db = await openPostgres(address)
    expect(await setting(db, 'synchronous_commit')).toBe('on')
    await db.destroy()
  })

  it('leaves a stronger promise as it is', async () => {
    const address = await cluster.database()
    await ask(
      address,
      `do $$ begin execute format('alter database %I set synchronous_commit = remote_apply', current_database()); end $$`,
    )
    const db = await openPostgres(address)
    expect(await setting(db, 'synchronous_commit')).toBe('remote_apply')
    await db.destroy()
  })

  it('is refused where the session does not take it', async () => {
    const address = await cluster.database()
    await ask(address, 'create schema deaf')
    await ask(address, `create function deaf.set_config(text, text, boolean) returns text language sql as $$ select $2 $$`)
    const deaf = `${address}&options=${encodeURIComponent('-c search_path=deaf,pg_catalog -c synchronous_commit=off')}`
    await expect(openPostgres(deaf)).rejects.toMatchObject({ code: 'NOT_DURABLE', found: 'off' })
  })

  it('names what only the administrator of the server can make safe', async () => {
    const careless = await startPostgres({ fsync: 'off', full_page_writes: 'off' })
    const db = await openPostgres(await careless.database())
    expect(await unsafeSettings(db)).toEqual(['fsync', 'full_page_writes'])
    await db.destroy()
    await careless.remove()
    const sound = await openPostgres(await cluster.database())
    expect(await unsafeSettings(sound)).toEqual([])
    await sound.destroy()
  })

  it('reads a number beyond 32 bits as it is, and refuses one that would be rounded', async () => {
    const db = await openPostgres(await cluster.database())
    const read = async (text: string) =>
      (await sql<{ readonly n: unknown }>`select ${sql.lit(text)}::int8 as n`.execute(db)).rows[0]?.n
    expect(await read('1099511627776')).toBe(1_099_511_627_776)
    await expect(read('9007199254740993')).rejects.toThrow(RangeError)
    expect(await read('7')).toBe(7)
    await db.destroy()
  })

  it('gives up a statement and a wait that take too long', async () => {
    const address = await cluster.database()
    const db = await openPostgres(address, { statementTimeout: 100 })
    await expect(sql`select pg_sleep(5)`.execute(db)).rejects.toMatchObject({ code: '57014' })
    expect([await setting(db, 'lock_timeout'), await setting(db, 'idle_in_transaction_session_timeout')]).toEqual(['10s', '20s'])
    await db.destroy()
  })

  it('is opened again after the database went away while nobody asked', async () => {
    const address = await cluster.database()
    const db = await openPostgres(address)
    await Promise.all([put(db, 'a', ''), put(db, 'b', ''), put(db, 'c', '')])
    await cluster.stop('immediate')
    await cluster.start()
    await inTransaction(db, (trx) => put(trx, 'd', ''))
    expect(await kept(address)).toEqual(['a', 'b', 'c', 'd'])
    await db.destroy()
  })
})

describe('endpoints that start together', () => {
  it('migrate an empty database once', async () => {
    const address = await cluster.database()
    const opened = await Promise.all(Array.from({ length: 8 }, () => openPostgres(address)))
    const names = (await ask(address, 'select name from kysely_migration')).map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
    expect(names.length).toBeGreaterThan(0)
    await Promise.all(opened.map((db) => db.destroy()))
  })
})

describe('a transaction in PostgreSQL', () => {
  it('is run again, whole, when the database ends its connection half way', async () => {
    const address = await cluster.database()
    const db = await openPostgres(address)
    let runs = 0
    await inTransaction(db, async (trx) => {
      runs += 1
      await put(trx, `run-${runs}`, '')
      if (runs < 3) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)
    })
    expect([runs, await kept(address)]).toEqual([3, ['run-3']])
    await db.destroy()
  })

  it('is run again when it and another wait for each other', async () => {
    const address = await cluster.database()
    const db = await openPostgres(address)
    await Promise.all([put(db, 'a', '0'), put(db, 'b', '0')])
    let [runs, holding] = [0, 0]
    let meet: () => void = () => undefined
    const met = new Promise<void>((resolve) => {
      meet = resolve
    })
    const both = (first: string, second: string) =>
      inTransaction(db, async (trx) => {
        runs += 1
        await trx.updateTable('meta').set({ value: first }).where('key', '=', first).execute()
        holding += 1
        if (holding === 2) meet()
        await met
        await trx.updateTable('meta').set({ value: first }).where('key', '=', second).execute()
      })
    await Promise.all([both('a', 'b'), both('b', 'a')])
    expect(runs).toBe(3)
    await db.destroy()
  })

  it('is not run for ever', async () => {
    const db = await openPostgres(await cluster.database())
    let runs = 0
    await expect(
      inTransaction(db, async () => {
        runs += 1
        throw Object.assign(new Error('could not serialize'), { code: '40001' })
      }),
    ).rejects.toThrow('could not serialize')
    expect(runs).toBe(8)
    await db.destroy()
  })

  it('fails at once where running it again would not help, and leaves nothing', async () => {
    const address = await cluster.database()
    const db = await openPostgres(address)
    let runs = 0
    const failing = inTransaction(db, async (trx) => {
      runs += 1
      await put(trx, 'half', '')
      throw new Error('a defect')
    })
    await expect(failing).rejects.toThrow('a defect')
    expect([runs, await kept(address)]).toEqual([1, []])
    await db.destroy()
  })

  it('is never called done, nor run again, when the answer to its commit is lost', async () => {
    const address = await cluster.database()
    const line = await cutLine(address)
    const db = await openPostgres(line.address)
    let runs = 0
    const doubtful = inTransaction(db, async (trx) => {
      runs += 1
      await put(trx, 'doubtful', '')
      line.loseAnswerTo('commit')
    })
    await expect(doubtful).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' })
    expect([runs, line.cuts(), await kept(address)]).toEqual([1, 1, ['doubtful']])
    await put(db, 'next', '')
    await db.destroy()
    await line.close()
  })

  it('is run again when the line is cut before its commit', async () => {
    const address = await cluster.database()
    const line = await cutLine(address)
    const db = await openPostgres(line.address)
    let runs = 0
    await inTransaction(db, async (trx) => {
      runs += 1
      if (runs === 1) line.loseAnswerTo('insert into')
      await put(trx, 'cut', '')
    })
    expect([runs, line.cuts(), await kept(address)]).toEqual([2, 1, ['cut']])
    await db.destroy()
    await line.close()
  })

  it('is not called done when the replica that must confirm it did not', async () => {
    const lonely = await startPostgres()
    const address = await lonely.database()
    const db = await openPostgres(address)
    await ask(address, `alter system set synchronous_standby_names = 'away'`)
    await ask(address, 'select pg_reload_conf()')
    await expect
      .poll(async () => (await ask(address, 'show synchronous_standby_names'))[0])
      .toEqual({ synchronous_standby_names: 'away' })
    const alone = inTransaction(db, (trx) => put(trx, 'alone', ''))
    const giveUpWaiting = `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`
    await Promise.all([
      expect(alone).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' }),
      expect.poll(() => ask(address, giveUpWaiting), { timeout: 10_000 }).toHaveLength(1),
    ])
    await db.destroy()
    await lonely.remove()
  })

  it('reads as of one moment in a snapshot', async () => {
    const db = await openPostgres(await cluster.database())
    const found = await inSnapshot(db, async (trx) => {
      const before = await trx.selectFrom('meta').selectAll().where('key', '<>', 'sealing').execute()
      await put(db, 'meanwhile', '')
      return [before, await trx.selectFrom('meta').selectAll().where('key', '<>', 'sealing').execute()]
    })
    expect(found).toEqual([[], []])
    await db.destroy()
  })
})
