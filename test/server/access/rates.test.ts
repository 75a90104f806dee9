import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLink } from '../../../src/server/access/first.ts'
import { openGate } from '../../../src/server/access/gate.ts'
import { openRates } from '../../../src/server/http/rates.ts'
import { buildServer } from '../../../src/server/http/server.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openDatabase } from '../../../src/server/store/open-database.ts'
import { ask, enrolTablet, firstAdministrator, makeAdministration, type SignedIn, signedInAs } from '../../support/access.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
let clock = 0
const now = () => new Date().toISOString()
let stop = async (): Promise<void> => undefined
let url: string
let administrator: SignedIn

const tablet = { burst: 40, perSecond: 1 }
const door = { burst: 3, perSecond: 0.1 }
const notes = { burst: 2, perSecond: 0.1 }

beforeAll(async () => {
  const db = await openDatabase(join(folder.path, 'palier.db'))
  const log = await openLog(db)
  const gate = await openGate({ mode: 'accounts', db, signer: log.signer, now })
  const link = await openLink({ db, now }, 'first', null)
  const rates = openRates({ tablet, door, notes }, () => clock)
  const app = await buildServer({ log, now, gate, rates, loopbackOnly: true, publicHosts: [] })
  await app.listen({ host: '127.0.0.1', port: 0 })
  stop = async () => {
    await app.close()
    await log.close()
  }
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  administrator = await firstAdministrator({ url, said: () => `#first=${link}` })
  await makeAdministration(administrator)
})
afterAll(async () => {
  await stop()
  folder.remove()
})

describe('a tablet that asks too much', () => {
  it('is told when to ask again, while others go on, and is let through then', async () => {
    const assessor = await signedInAs(administrator, { name: 'awa.traore', roles: ['assessor'] })
    clock += 3_600_000
    const { token } = assessor
    for (let left = tablet.burst - 1; left >= 0; left -= 1) {
      const { status, headers } = await ask(url, '/v1/me', { token })
      expect([status, headers.get('ratelimit')]).toEqual([200, `"tablet";r=${left}`])
    }
    const refused = await ask(url, '/v1/me', { token })
    expect([refused.status, refused.body['code'], refused.headers.get('retry-after')]).toEqual([429, 'too-many-requests', '1'])
    expect((await ask(url, '/v1/me', { token: administrator.token })).status).toBe(200)
    clock += 1000
    expect((await ask(url, '/v1/me', { token })).status).toBe(200)
  })
})

describe('an account that tells of exports', () => {
  const note = (id: string) => ({ id, subject: 'sheet', way: 'print', at: '2026-11-22T09:00:00.000Z', about: [] })
  const tell = (token: string, ...ids: readonly string[]) => ask(url, '/v1/exports', { token, body: { notes: ids.map(note) } })

  it('is braked long before it fills the log, and is told when to go on', async () => {
    const { token } = await signedInAs(administrator, { name: 'oumar.sissoko', roles: ['assessor'] })
    for (const id of ['r-1', 'r-2']) expect((await tell(token, id)).status).toBe(200)
    const refused = await tell(token, 'r-3')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
    expect((await tell(administrator.token, 'r-4')).status).toBe(200)
    clock += 10_000
    expect((await tell(token, 'r-3')).status).toBe(200)
  })

  it('is heard on a revoked tablet, and only in the right form', async () => {
    clock += 3_600_000
    const { token, tablet: own } = await signedInAs(administrator, { name: 'nana.sidibe', roles: ['assessor'] })
    await ask(url, `/v1/tablets/${own.id}/revoke`, { token: administrator.token, body: {} })
    expect((await ask(url, '/v1/me', { token })).body['code']).toBe('revoked')
    expect((await tell(token, 'last-1')).status).toBe(200)
    clock += 3_600_000
    expect((await tell(token)).status).toBe(400)
    expect((await ask(url, '/v1/exports', { body: { notes: [note('x')] } })).status).toBe(401)
    const { body } = await ask<{ entries: readonly { objects: readonly string[] }[] }>(url, '/v1/audit', {
      token: administrator.token,
      body: { action: 'exported' },
    })
    expect(body.entries.map(({ objects }) => objects[0])).toEqual(['note:last-1', 'note:r-3', 'note:r-4', 'note:r-2', 'note:r-1'])
  })
})

describe('the doors', () => {
  it('open for so many of one address, whoever they say they are', async () => {
    const from = (address: string) =>
      ask(url, '/v1/enrol', {
        body: { code: 'AAAA-AAAA', tablet: { name: 'Tablette', app: 'test' } },
        headers: { 'x-forwarded-for': address },
      })
    const codes = []
    for (let times = 0; times < 5; times += 1) codes.push((await from('203.0.113.5')).body['code'])
    expect(codes).toEqual([...Array(3).fill('wrong-code'), 'too-many-requests', 'too-many-requests'])
    expect((await from('203.0.113.6')).body['code']).toBe('wrong-code')
    expect((await enrolTablet(administrator)).id).toBeTruthy()
  })
})
