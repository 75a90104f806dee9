import { type Kysely, sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import type { AuditWanted } from '../../../src/core/protocol/access/audit.ts'
import { auditFound } from '../../../src/server/access/reading.ts'
import { audit } from '../../../src/server/store/access/audit.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { inTransaction } from '../../../src/server/store/transaction.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { days, type GateUnderTest, gateOver, type Session, value } from '../../support/gate.ts'

onEachDatabase('the log of who did what, newest first', (fresh) => {
  let gate: GateUnderTest
  let chief: Session
  beforeEach(async () => {
    gate = await gateOver(await fresh())
    chief = await gate.administrator()
  })

  const found = async (wanted: AuditWanted = {}, by: Session = chief) => value(await auditFound(gate.parts, by.access, wanted))
  const actions = async (wanted: AuditWanted) => (await found(wanted)).entries.map(({ action }) => action)

  it('begins with what was done last, and says where the whole of it ends', async () => {
    const { entries, more, head } = await found()
    expect(entries.map(({ action }) => action)).toEqual(['signed-in', 'enrolled', 'administrator-made'])
    expect([more, head]).toEqual([false, { seq: 3, hash: entries[0]?.hash }])
  })

  it('holds nothing of another administration, but the number and hash of its own end', async () => {
    const other = await gate.administrator('ailleurs', 'adm-2')
    const { entries, head } = await found()
    expect(new Set(entries.map(({ administration }) => administration))).toEqual(new Set(['adm']))
    expect(head.seq).toBe(6)
    expect((await found({ account: chief.access.account }, other)).entries).toEqual([])
  })

  it('tells what fits a kind of deed, a time, and both', async () => {
    gate.wait(2 * days)
    await gate.tabletFor(chief.access)
    expect(await actions({ action: 'enrolled' })).toEqual(['enrolled', 'enrolled'])
    expect(await actions({ from: '2026-11-24T00:00:00.000Z' })).toEqual(['enrolled', 'enrolment-made'])
    expect(await actions({ until: '2026-11-24T00:00:00.000Z' })).toEqual(['signed-in', 'enrolled', 'administrator-made'])
    expect(await actions({ action: 'enrolled', from: '2026-11-24T00:00:00.000Z' })).toEqual(['enrolled'])
  })

  it('tells what an account did, and what was done to it or to its person', async () => {
    const awa = await gate.person(chief, 'awa', { person: 'p_1' })
    const other = await gate.person(chief, 'other', { person: 'pX1' })
    await inTransaction(gate.db, (trx) =>
      audit(
        trx,
        { ...doerOf(chief), action: 'erasure', objects: ['person/p_1'], time: gate.parts.now() },
        { ...doerOf(chief), action: 'read', objects: ['person/pX1', 'person/p_12'], time: gate.parts.now() },
      ),
    )
    expect(await actions({ account: awa.access.account })).toEqual(['erasure', 'passphrase-changed', 'signed-in', 'account-made'])
    expect(await actions({ account: other.access.account })).toContain('read')
  })

  const doerOf = ({ access: { administration, account, tablet } }: Session) => ({ administration, account, tablet })

  it('is gone through to its first entry, a hundred at a time, when there are a hundred thousand', {
    timeout: 120_000,
  }, async () => {
    await fill(gate.db, chief.access.account, 100_000)
    const seen: number[] = []
    let before: number | undefined
    for (let page = 0; page < 5; page += 1) {
      const { entries, more } = await found(before === undefined ? {} : { before })
      expect([entries.length, more]).toEqual([100, true])
      seen.push(...entries.map(({ seq }) => seq))
      before = entries.at(-1)?.seq
    }
    expect(seen).toEqual(Array.from({ length: 500 }, (_, at) => 100_003 - at))
    const last = await found({ before: 60 })
    expect([last.entries.length, last.entries.at(-1)?.seq, last.more]).toEqual([59, 1, false])
    const began = performance.now()
    expect(await actions({ action: 'administrator-made', account: chief.access.account })).toEqual(['administrator-made'])
    console.log(`the one of its kind among 100,003: ${Math.round(performance.now() - began)} ms`)
  })
})

/** So many entries after those that are there. Their hashes say nothing: nobody verifies them. */
const fill = async (db: Kysely<Tables>, account: string, count: number): Promise<void> => {
  await sql`
    insert into audit (seq, time, administration, account, tablet, action, objects, hash)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(count)})
    select 3 + i, '2026-11-22T10:00:00.000Z', 'adm', cast(${account} as text), 't', 'read', '["stream"]', 'A' from n`.execute(db)
}
