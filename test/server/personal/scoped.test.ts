import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Access, AccountRole } from '../../../src/core/protocol/access/account.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { isErasedShell } from '../../../src/core/protocol/erased.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openDatabase } from '../../../src/server/store/open-database.ts'
import { announce, erasePerson } from '../../../src/server/store/personal/erase-person.ts'
import {
  administration,
  administrationLines,
  assessmentOf,
  assignmentOf,
  campaign,
  deed,
  erasedOne,
  officerLines,
  otherOne,
  site,
} from '../../support/personal-site.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const time = '2026-11-22T09:00:00.000Z'

const access = (roles: readonly AccountRole[], person: string): Access => ({
  account: `acc-${person}` as never,
  administration: administration as never,
  person: person as never,
  roles,
  units: [],
  tablet: 't' as never,
  device: 'd' as never,
  revoked: false,
})

describe('an erasure where everybody sees a part', () => {
  it.each([
    ['an assessor of the campaign', access(['assessor'], 'p-chief')],
    ['a director', access(['hr-director'], 'p-director')],
  ])('is heard by %s, who had the rows', async (_, who) => {
    const db = await openDatabase(join(folder.path, `${randomUUID()}.db`))
    const log = await openLog(db)
    const named = deed('edit', ['campaign', campaign], { assessors: ['p-chief'] })
    const lines = [...administrationLines('2026-12-31').slice(0, 2), ...officerLines(erasedOne), ...officerLines(otherOne)]
    const made = deed('create', ['campaign', campaign], { name: 'C', site, opens: '2026-01-01', closes: '2026-12-31' })
    const receipts = await log.append([...lines, made, named], { device: 'tablet-1', time })
    expect(receipts.every(({ status }) => status !== 'refused')).toBe(true)
    const page = await log.page({ [site]: beginning, [administration]: beginning }, who)
    const had = page.changes.flatMap((one) => (one.line === 'put' ? [one.row.id] : []))
    expect(had).toContain(assessmentOf(erasedOne))
    const announced = await announce(db, erasedOne.id)
    await erasePerson(db, { person: erasedOne.id, confirm: announced?.confirm ?? '', time, signer: log.signer })
    const stood = Object.fromEntries(page.marks.map(({ stream, cursor }) => [stream, cursor]))
    const told = (await log.page(stood, who)).changes.flatMap((one) => (one.line === 'put' ? [one.row] : []))
    expect(told.every(isErasedShell)).toBe(true)
    expect(told.map(({ id }) => id)).toEqual(
      expect.arrayContaining([assignmentOf(erasedOne), assessmentOf(erasedOne), `${assessmentOf(erasedOne)}.ack`, erasedOne.id]),
    )
    await log.close()
  })
})
