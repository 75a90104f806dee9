import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isErasedShell } from '../../../src/core/protocol/erased.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { rowIn } from '../../../src/core/protocol/row-text.ts'
import { purgeNow, wouldPurge } from '../../../src/server/personal/daily.ts'
import { audit } from '../../../src/server/store/access/audit.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openDatabase } from '../../../src/server/store/open-database.ts'
import { takeDay } from '../../../src/server/store/personal/purge.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { inSnapshot, inTransaction } from '../../../src/server/store/transaction.ts'
import { verify } from '../../../src/server/store/verify/verify.ts'
import { administrationLines, assessmentOf, deed, erasedOne, officerLines, otherOne } from '../../support/personal-site.ts'
import { startPglite } from '../../support/pglite.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
let pglite: Awaited<ReturnType<typeof startPglite>>
beforeAll(async () => {
  pglite = await startPglite()
}, 60_000)
afterAll(async () => {
  await pglite.remove()
  folder.remove()
}, 60_000)

const began = '2020-06-30T12:00:00.000Z'
const nobody = { administration: 'adm-1', account: null, tablet: null } as const

type Open = { readonly db: Kysely<Tables>; readonly log: ServerLog }

/** A campaign that closed on the last of June 2020: one assessment signed then, one never. */
const filled = async (open: () => Promise<Kysely<Tables>>, retention?: { readonly [kind: string]: number }): Promise<Open> => {
  const db = await open()
  const log = await openLog(db)
  const refused = deed('edit', ['assessment', assessmentOf(otherOne)], { salary: 1 })
  const lines = [...administrationLines('2020-06-30', retention), ...officerLines(erasedOne, false), ...officerLines(otherOne)]
  await log.append([...lines, refused], { device: 'tablet-1', time: began })
  await inTransaction(db, (trx) =>
    audit(trx, { ...nobody, action: 'read', time: began }, { ...nobody, action: 'read', time: '2026-01-01T00:00:00.000Z' }),
  )
  return { db, log }
}

const at = ({ db, log }: Open, day: string) => ({ db, signer: log.signer, now: () => `${day}T03:00:00.000Z` })

const shells = async (db: Kysely<Tables>): Promise<readonly string[]> =>
  (await db.selectFrom('entity').select(['id', 'row']).orderBy('id').execute())
    .filter(({ row }) => isErasedShell(rowIn(row)))
    .map(({ id }) => id)

const eachOf = [
  ['SQLite', async () => openDatabase(join(folder.path, `${randomUUID()}.db`))],
  ['PGlite', async () => pglite.database()],
] as const

describe.each(eachOf)('the purge on %s', (_name, open) => {
  it('touches nothing before its time, and says beforehand what would go without changing anything', async () => {
    const opened = await filled(open)
    const none = { drafts: 0, signed: 0, quarantine: 0, audit: 0 }
    expect(await purgeNow(at(opened, '2021-06-29'))).toEqual(none)
    expect(await wouldPurge(at(opened, '2021-06-30'))).toEqual({ ...none, drafts: 1 })
    expect(await shells(opened.db)).toEqual([])
    await opened.log.close()
  })

  it('lets each kind go when its own time is up, and the log still verifies', async () => {
    const opened = await filled(open)
    expect(await purgeNow(at(opened, '2021-06-30'))).toMatchObject({ drafts: 1, signed: 0 })
    expect(await shells(opened.db)).toEqual([assessmentOf(erasedOne)])
    expect(await purgeNow(at(opened, '2022-07-01'))).toMatchObject({ drafts: 0, signed: 0, quarantine: 1, audit: 0 })
    expect(await purgeNow(at(opened, '2023-07-01'))).toMatchObject({ audit: 1 })
    expect(await purgeNow(at(opened, '2025-06-29'))).toMatchObject({ signed: 0 })
    // The assignment of the draft, and the other one with its assessment and its answer.
    expect(await purgeNow(at(opened, '2025-06-30'))).toMatchObject({ signed: 4 })
    expect(await shells(opened.db)).toHaveLength(5)
    const verified = await inSnapshot(opened.db, verify)
    expect(verified.findings).toEqual([])
    await opened.log.close()
  })

  it('keeps a signed file whose last word is younger, however long ago the campaign ended', async () => {
    const opened = await filled(open)
    const answer = { campaign: 'camp-1', assessment: assessmentOf(otherOne), observations: 'encore un mot' }
    await opened.log.append([deed('seal', ['acknowledgement', `${assessmentOf(otherOne)}.contest.1`], answer)], {
      device: 'tablet-1',
      time: '2024-01-15T00:00:00.000Z',
    })
    await purgeNow(at(opened, '2028-12-31'))
    expect(await shells(opened.db)).not.toContain(assessmentOf(otherOne))
    await purgeNow(at(opened, '2029-01-15'))
    expect(await shells(opened.db)).toContain(assessmentOf(otherOne))
    await opened.log.close()
  })

  it('goes by what the administration set', async () => {
    const opened = await filled(open, { drafts: 2 })
    expect(await wouldPurge(at(opened, '2020-08-30'))).toMatchObject({ drafts: 1 })
    expect(await wouldPurge(at(opened, '2020-08-29'))).toMatchObject({ drafts: 0 })
    await opened.log.close()
  })

  it('is taken by one of several endpoints a day', async () => {
    const { db, log } = await filled(open)
    expect(await Promise.all([1, 2, 3].map(() => takeDay(db, '2026-11-22T00:10:00.000Z')))).toEqual([true, false, false])
    expect(await takeDay(db, '2026-11-22T23:50:00.000Z')).toBe(false)
    expect(await takeDay(db, '2026-11-23T00:10:00.000Z')).toBe(true)
    await log.close()
  })

  it('cannot be pretended: a trace cut without the entry that says so is found', async () => {
    const opened = await filled(open)
    await opened.db.deleteFrom('audit').where('seq', '=', 1).execute()
    expect((await inSnapshot(opened.db, verify)).findings.map(({ table }) => table)).toContain('audit')
    await opened.log.close()
  })
})
