import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceId, StreamId } from '../../../src/core/domain/id.ts'
import {
  ask as askHttp,
  done,
  enrolTablet,
  firstAdministrator,
  linkIn,
  makeAdministration,
  passphrase,
  type SignedIn,
  signedInAs,
  syncAs,
} from '../../support/access.ts'
import { runCommand } from '../../support/command.ts'
import { receiptsIn } from '../../support/http-sync.ts'
import { operation } from '../../support/operations.ts'
import { ask as askDatabase, type Cluster, startPostgres } from '../../support/postgres.ts'
import { type RunningServer, scratchFolder, startServer } from '../../support/server-process.ts'

/* Two endpoint processes on one PostgreSQL: what is true of one is true of both, at every moment. */

const folder = scratchFolder()
let cluster: Cluster
let address: string
let endpoints: readonly RunningServer[]
let administrator: SignedIn

beforeAll(async () => {
  cluster = await startPostgres()
  address = await cluster.database()
  endpoints = await Promise.all([0, 1].map(() => startServer(folder.path, { DATABASE_URL: address, ACCESS: 'accounts' })))
}, 60_000)
afterAll(async () => {
  await Promise.all(endpoints.map((one) => one.stop()))
  await cluster.remove()
  folder.remove()
}, 60_000)

const urlOf = (which: number): string => endpoints[which % endpoints.length]?.url ?? ''

describe('two endpoints with accounts', () => {
  it('each print a link, and let one first administrator in when both are opened at once', async () => {
    const links = endpoints.map(({ said }) => linkIn(said()))
    const came = await Promise.allSettled(endpoints.map(({ url, said }, at) => firstAdministrator({ url, said }, `chef-${at}`)))
    const [winner, ...more] = came.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect([new Set(links).size, more.length]).toEqual([2, 0])
    if (!winner) throw new Error('nobody came in')
    administrator = await makeAdministration(winner)
    expect((await askDatabase(address, 'select name from account')).length).toBe(1)
  })

  it('let one tablet in that comes with the same code to both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { code } = await done<{ code: string }>(urlOf(round), '/v1/enrolments', { token: administrator.token, body: {} })
      const body = { code, tablet: { name: 'Tablette', app: 'test' } }
      const came = await Promise.all(
        Array.from({ length: 4 }, (_, at) =>
          askHttp(urlOf(at), '/v1/enrol', { body, headers: { 'x-forwarded-for': `203.0.113.${at}` } }),
        ),
      )
      expect(came.map(({ status, body }) => (status === 200 ? 'in' : body['code'])).sort()).toEqual([
        'code-used',
        'code-used',
        'code-used',
        'in',
      ])
    }
  })

  it('know the same sessions: what one opened the other hears, and what one ended the other refuses', async () => {
    expect((await askHttp(urlOf(0), '/v1/me', { token: administrator.token })).status).toBe(200)
    expect((await askHttp(urlOf(1), '/v1/me', { token: administrator.token })).status).toBe(200)
    const tablet = await enrolTablet(administrator)
    const body = { name: administrator.account.name, passphrase, device: 'device-2', key: administrator.device.key }
    const { token } = await done<{ token: string }>(urlOf(0), '/v1/sign-in', { token: tablet.token, body })
    await done(urlOf(1), '/v1/sign-out', { token, body: {} })
    expect((await askHttp(urlOf(0), '/v1/me', { token })).status).toBe(401)
  })

  it('count wrong tries together', async () => {
    const tablet = await enrolTablet(administrator)
    const wrong = { name: 'personne', passphrase: 'faux', device: 'device-3', key: administrator.device.key }
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => askHttp(urlOf(at), '/v1/sign-in', { token: tablet.token, body: wrong })),
    )
    const codes = answers.map(({ body }) => body['code'])
    expect(codes.filter((code) => code === 'wrong-credentials')).toHaveLength(5)
    expect(codes.filter((code) => code === 'too-many-tries')).toHaveLength(7)
    const braked = answers.find(({ status }) => status === 429)
    expect(Number(braked?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('write down who admitted what in the transaction that takes it', async () => {
    const lost = await signedInAs(administrator, { name: 'perdue', roles: ['hr-director'] })
    await done(urlOf(1), `/v1/tablets/${lost.tablet.id}/revoke`, { token: administrator.token, body: {} })
    const made = Array.from({ length: 4 }, (_, at) =>
      operation({
        device: lost.device.id as DeviceId,
        stream: 'adm' as StreamId,
        kind: 'create',
        entity: { kind: 'person', id: `p-${at}` },
        set: { grade: 'A' },
      }),
    )
    const receipts = receiptsIn(await syncAs(lost, made))
    expect(receipts.map(({ status, problem }) => [status, problem?.problem])).toEqual(Array(4).fill(['refused', 'revoked']))
    const { waiting } = await done<{ waiting: readonly { id: string }[] }>(urlOf(0), '/v1/quarantine', {
      token: administrator.token,
    })
    expect(waiting).toHaveLength(4)
    // Each at both at once, while both write to the log of who did what besides.
    const asked = waiting.flatMap(({ id }) =>
      [0, 1].map((at) =>
        done<{ receipt: { status: string } }>(urlOf(at), `/v1/quarantine/${id}/admit`, { token: administrator.token, body: {} }),
      ),
    )
    const codes = Array.from({ length: 8 }, (_, at) =>
      done(urlOf(at), '/v1/enrolments', { token: administrator.token, body: {} }),
    )
    const admitted = await Promise.all(asked)
    await Promise.all(codes)
    expect(admitted.map(({ receipt }) => receipt.status)).toEqual(Array(8).fill('applied'))
    const told = await askDatabase(address, `select objects from audit where action = 'admitted'`)
    expect(told.map(({ objects }) => JSON.parse(String(objects))[0]).sort()).toEqual(made.map(({ id }) => id).sort())
  })

  it('write one log of who did what', async () => {
    const rows = await askDatabase(address, 'select seq from audit order by seq')
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, at) => at + 1))
    const verified = await runCommand('verify', [], { DATABASE_URL: address })
    expect([verified.code, verified.said]).toEqual([0, expect.stringContaining('findings 0')])
  })
})
