import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access, AccountRole } from '../../../src/core/protocol/access/account.ts'
import type { ErasureReply } from '../../../src/core/protocol/personal.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { erasure, ownFile, register } from '../../../src/server/personal/personal-deeds.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openDatabase } from '../../../src/server/store/open-database.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { inSnapshot } from '../../../src/server/store/transaction.ts'
import { verify } from '../../../src/server/store/verify/verify.ts'
import {
  administration,
  administrationLines,
  canary,
  deed,
  erasedOne,
  officerLines,
  otherOne,
} from '../../support/personal-site.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const time = '2026-11-22T09:00:00.000Z'
let db: Kysely<Tables>
let log: ServerLog

beforeAll(async () => {
  db = await openDatabase(join(folder.path, `${randomUUID()}.db`))
  log = await openLog(db)
  const lines = [...administrationLines('2026-12-31', { drafts: 6 }), ...officerLines(erasedOne), ...officerLines(otherOne)]
  await log.append(
    [
      ...lines,
      deed('edit', ['administration', administration], { contact: { name: 'DRH', reach: 'Bureau 12' } }, administration),
    ],
    {
      device: 'tablet-1',
      time,
    },
  )
  await db
    .insertInto('account')
    .values({
      id: 'acc-canary',
      administration,
      person: erasedOne.id,
      name: 'zoumana-canari',
      roles: '["officer"]',
      units: '[]',
      state: 'active',
      must_change: 0,
      passphrase: 'x',
      expires: null,
      made: time,
    })
    .execute()
})
afterAll(() => log.close())

const parts = () => ({ db, now: () => time }) as never

const as = (roles: readonly AccountRole[], person: string | null, of: string = administration): Access => ({
  account: 'acc-1' as never,
  administration: of as never,
  person: person as never,
  roles,
  units: [],
  tablet: 'tab-1' as never,
  device: 'dev-1' as never,
  revoked: false,
})

const told = async (answer: Promise<unknown>): Promise<string> => JSON.stringify(await answer)

describe('one’s own file over the interface', () => {
  it('holds every word about the person of the account, and none about anybody else', async () => {
    const own = await told(ownFile(parts(), as(['officer'], otherOne.id)))
    for (const word of [otherOne.words.name, otherOne.words.registration, 'bien', 'Campagne']) expect(own).toContain(word)
    for (const word of Object.values(canary)) expect(own).not.toContain(word)
    expect(JSON.parse(own).value.file).toMatchObject({ format: 'palier-own-file', version: 1 })
  })

  it('tells nothing to an account without a person, nor to one of another administration', async () => {
    for (const access of [as(['officer'], null), as(['officer'], erasedOne.id, 'adm-2')])
      expect(await ownFile(parts(), access)).toEqual({ ok: true, value: { file: null, trace: [] } })
  })

  it('says who changed it, and that it was read', async () => {
    await ownFile(parts(), as(['officer'], otherOne.id))
    const again = JSON.parse(await told(ownFile(parts(), as(['officer'], otherOne.id))))
    const actions = new Set(again.value.trace.map(({ action }: { readonly action: string }) => action))
    expect(actions).toEqual(new Set(['create', 'seal', 'read']))
  })
})

describe('the register over the interface', () => {
  it('says what was set, in four languages, and that it was exported', async () => {
    const found = JSON.parse(await told(register(parts(), as(['administrator'], null)))).value.register
    expect(found).toMatchObject({ contact: { name: 'DRH' }, retention: { drafts: 6, signed: 60 } })
    expect(Object.keys(found.words)).toEqual(['fr', 'en', 'pt', 'es'])
    const codes = found.processings.map(({ code }: { readonly code: string }) => code)
    for (const language of Object.values(found.words) as { readonly codes: object }[])
      expect(Object.keys(language.codes).sort()).toEqual([...codes].sort())
    const kept = await db.selectFrom('audit').select('objects').where('action', '=', 'exported').execute()
    expect(kept.map(({ objects }) => objects)).toContain(`["administration/${administration}"]`)
  })
})

describe('an erasure over the interface', () => {
  const ask = async (person: string, confirm?: string, access = as(['administrator'], 'p-admin')): Promise<ErasureReply> => {
    const done = await erasure(log.signer)(parts(), access, { person, confirm })
    if (!done.ok) throw new Error(done.problem.problem)
    return done.value
  }

  it('is not for one’s own person, and finds nobody of another administration', async () => {
    await expect(ask(erasedOne.id, undefined, as(['administrator'], erasedOne.id))).rejects.toThrow('not-allowed')
    expect(await ask(erasedOne.id, undefined, as(['administrator'], null, 'adm-2'))).toMatchObject({ state: 'nobody' })
  })

  it('takes two steps, takes the account with it, and writes down that it was done, by ids alone', async () => {
    const announced = await ask(erasedOne.id)
    expect(announced).toMatchObject({ state: 'announced', assignments: 1, assessments: 1, answers: 1, texts: 0 })
    expect(await ask(erasedOne.id, 'another-word')).toMatchObject({ state: 'changed' })
    expect(await ask(erasedOne.id, announced.confirm ?? '')).toMatchObject({ state: 'erased', texts: 5 })
    expect(await ask(erasedOne.id)).toMatchObject({ state: 'nobody' })
    expect(await db.selectFrom('account').select('id').execute()).toEqual([])
    const kept = await db.selectFrom('audit').selectAll().where('action', '=', 'erasure').execute()
    expect(kept.map(({ objects, account }) => [objects, account])).toEqual([['["person/p-canary","entities:4"]', 'acc-1']])
    expect((await inSnapshot(db, verify)).findings).toEqual([])
  })
})
