import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditPage } from '../../../src/core/protocol/access/audit.ts'
import { greetingSchema, sealingClaim } from '../../../src/core/protocol/access/greeting.ts'
import type { Tablets } from '../../../src/core/protocol/access/tablets.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { isSignedBy } from '../../../src/server/store/keys.ts'
import {
  type Answered,
  ask,
  done,
  enrolTablet,
  firstAdministrator,
  linkIn,
  makeAdministration,
  newDevice,
  passphrase,
  type SignedIn,
  signedInAs,
  signIn,
  syncAs,
} from '../../support/access.ts'
import { runCommand } from '../../support/command.ts'
import { type RunningServer, scratchFolder, startServer } from '../../support/server-process.ts'

/* The whole way in, over HTTP, at the server process that people start. */

const folder = scratchFolder()
let server: RunningServer
let administrator: SignedIn
beforeAll(async () => {
  server = await startServer(folder.path, { ACCESS: 'accounts', LOG_LEVEL: 'trace' })
  administrator = await makeAdministration(await firstAdministrator(server))
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})

const codeOf = async (asked: Promise<Answered<Record<string, unknown>>>): Promise<readonly unknown[]> => {
  const { status, body } = await asked
  return [status, body['code']]
}

describe('a server with accounts', () => {
  it('tells anybody how it lets people in, with a sealing key that its signing key vouches for', async () => {
    const { mode, fresh, keys } = greetingSchema.parse((await ask(server.url, '/v1/access')).body)
    expect([mode, fresh]).toEqual(['accounts', false])
    expect(isSignedBy(keys.signing, sealingClaim(keys.sealing), keys.certificate)).toBe(true)
  })

  it('prints its one-time link in two languages, and takes it once', async () => {
    expect(server.said()).toMatch(/FR .*administrateur[\s\S]*EN .*administrator[\s\S]*#first=/)
    const body = { token: linkIn(server.said()), name: 'un.autre', passphrase, tablet: { name: 'Bureau', app: 'test' } }
    expect(await codeOf(ask(server.url, '/v1/first', { body }))).toEqual([403, 'code-used'])
  })

  it('gives the first administrator the administration that his work makes, and the tablet with him', async () => {
    const { account } = await done<{ account: { administration: string } }>(server.url, '/v1/me', { token: administrator.token })
    expect(account.administration).toBe('adm')
    const { tablets } = await done<Tablets>(server.url, '/v1/tablets', { token: administrator.token })
    expect(
      tablets.map(({ id, state, contacts }) => [id, state, contacts.map(({ account, protocol }) => [account, protocol])]),
    ).toEqual([[administrator.tablet.id, 'active', [['administratrice', 3]]]])
  })

  it('lets an assessor in on an enrolled tablet, who changes the passphrase before anything else', async () => {
    const tablet = await enrolTablet(administrator, 'Tablette 4')
    const { token } = administrator
    const body = { name: 'awa.diarra', person: 'p-1', roles: ['assessor'], units: [] }
    const made = await done<{ passphrase: string; account: object }>(server.url, '/v1/accounts', { token, body })
    expect(made.account).toMatchObject({ ...body, administration: 'adm', state: 'active', mustChange: true })
    const awa = await signIn(server.url, tablet, { name: 'awa.diarra', passphrase: made.passphrase })
    expect(await codeOf(ask(server.url, '/v1/directory', { token: awa.token }))).toEqual([403, 'must-change'])
    const next = 'quatre barques sur le fleuve'
    await done(server.url, '/v1/passphrase', { token: awa.token, body: { old: made.passphrase, next } })
    expect((await ask(server.url, '/v1/directory', { token: awa.token })).status).toBe(200)
    expect(
      await codeOf(
        ask(server.url, '/v1/sign-in', {
          token: tablet.token,
          body: { name: 'awa.diarra', passphrase: made.passphrase, device: 'd-2', key: awa.device.key },
        }),
      ),
    ).toEqual([401, 'wrong-credentials'])
  })

  it('asks for a credential on every route but the public ones, and for the role that a route is for', async () => {
    const sama = await signedInAs(administrator, { name: 'sama', roles: ['assessor', 'supervisor'] })
    const reading = [
      '/v1/me',
      '/v1/accounts',
      '/v1/tablets',
      '/v1/audit?after=0',
      '/v1/directory',
      '/v1/segments?stream=adm',
      `/v1/segments/${'a'.repeat(43)}`,
      '/v1/rows/adm/x',
    ]
    for (const path of reading) {
      const refused = await ask(server.url, path)
      expect([path, refused.status, refused.body['code'], refused.headers.get('www-authenticate')]).toEqual([
        path,
        401,
        'sign-in',
        'Bearer',
      ])
      expect((await ask(server.url, path, { token: 'x'.repeat(43) })).status).toBe(401)
      // The credential of a tablet is not that of a person on it.
      expect((await ask(server.url, path, { token: sama.tablet.token })).status).toBe(401)
    }
    for (const path of ['/v1/accounts', '/v1/tablets', '/v1/audit?after=0'])
      expect(await codeOf(ask(server.url, path, { token: sama.token }))).toEqual([403, 'not-allowed'])
    for (const path of [
      '/v1/accounts',
      '/v1/enrolments',
      `/v1/accounts/${sama.account.id}/reset`,
      `/v1/tablets/${sama.tablet.id}/revoke`,
      '/v1/demonstration-accounts',
    ])
      expect(await codeOf(ask(server.url, path, { token: sama.token, body: {} }))).toEqual([403, 'not-allowed'])
    expect(await codeOf(ask(server.url, '/v1/sync', { body: {} }))).toEqual([401, 'sign-in'])
    expect((await fetch(`${server.url}/api/v1/accounts`, { method: 'HEAD' })).status).toBe(401)
    expect(await codeOf(ask(server.url, '/v1/accounts', { token: sama.token }))).toEqual([403, 'not-allowed'])
    const { entries } = await done<AuditPage>(server.url, '/v1/audit?after=0', { token: administrator.token })
    const overstepped = entries.filter(({ action, account }) => action === 'overstepped' && account === sama.account.id)
    expect(overstepped.flatMap(({ objects }) => objects)).toEqual([
      'accounts',
      'tablets',
      'audit',
      'newAccount',
      'newEnrolment',
      'resetAccount',
      'revokeTablet',
      'demonstrationAccounts',
    ])
    for (const path of ['/v1/health', '/v1/ready', '/v1/openapi.json']) expect((await ask(server.url, path)).status).toBe(200)
  })

  it('hears a session as its own device alone', async () => {
    const one = await signedInAs(administrator, { name: 'deux.appareils', roles: ['assessor'] })
    expect((await syncAs(one, [], { cursors: { adm: beginning } })).at(-1)?.line).toBe('end')
    await expect(syncAs(one, [], { device: administrator.device.id })).rejects.toThrow('403')
    // Nor can somebody else take a device over by signing in as it.
    const body = { name: 'deux.appareils', passphrase: one.passphrase, device: administrator.device.id, key: newDevice().key }
    expect(await codeOf(ask(server.url, '/v1/sign-in', { token: one.tablet.token, body }))).toEqual([403, 'other-device'])
  })

  it('hears a revoked tablet out, and does nothing else for it', async () => {
    const lost = await signedInAs(administrator, { name: 'tablette.perdue', roles: ['assessor'] })
    await done(server.url, `/v1/tablets/${lost.tablet.id}/revoke`, { token: administrator.token, body: {} })
    expect(await codeOf(ask(server.url, '/v1/me', { token: lost.token }))).toEqual([403, 'revoked'])
    const body = { name: 'tablette.perdue', passphrase: lost.passphrase, device: lost.device.id, key: lost.device.key }
    expect(await codeOf(ask(server.url, '/v1/sign-in', { token: lost.tablet.token, body }))).toEqual([403, 'revoked'])
    const [hello] = await syncAs(lost, [], { cursors: { adm: beginning } })
    expect(hello).toMatchObject({ line: 'hello', orders: ['erase'] })
    await done(server.url, '/v1/erased', { token: lost.token, body: {} })
    expect(await codeOf(ask(server.url, '/v1/erased', { token: lost.token, body: {} }))).toEqual([401, 'sign-in'])
    const { tablets } = await done<Tablets>(server.url, '/v1/tablets', { token: administrator.token })
    expect(tablets.find(({ id }) => id === lost.tablet.id)?.state).toBe('erased')
  })

  it('writes down who did what, and says in each hello where that log ends', async () => {
    const reader = await signedInAs(administrator, { name: 'lectrice', roles: ['champion'] })
    const [hello] = await syncAs(reader, [], { cursors: { adm: beginning } })
    const { entries } = await done<AuditPage>(server.url, '/v1/audit?after=0', { token: administrator.token })
    const of = (action: string) => entries.filter((one) => one.action === action)
    expect(of('read').at(-1)).toMatchObject({ account: reader.account.id, tablet: reader.tablet.id, objects: ['adm'] })
    expect(of('signed-in').at(-1)).toMatchObject({ account: reader.account.id, objects: [reader.device.id] })
    for (const action of ['enrolment-made', 'enrolled', 'account-made', 'passphrase-changed', 'sign-in-refused'])
      expect(of(action).length).toBeGreaterThan(0)
    expect(hello).toMatchObject({ line: 'hello', audit: { seq: entries.at(-1)?.seq, hash: entries.at(-1)?.hash } })
    expect(JSON.stringify(entries)).not.toMatch(/lectrice|awa|Tablette/)
    const rest = await done<AuditPage>(server.url, `/v1/audit?after=${(entries.at(-1)?.seq ?? 0) - 1}`, {
      token: administrator.token,
    })
    expect(rest).toEqual({ entries: entries.slice(-1), more: false })
    expect(await codeOf(ask(server.url, '/v1/audit?after=x', { token: administrator.token }))).toEqual([400, 'unreadable'])
  })

  it('says nothing secret and nobody’s name in its log, not even at trace level', async () => {
    const lost = await ask(server.url, '/v1/sign-in', {
      token: administrator.tablet.token,
      body: { name: 'awa.diarra', passphrase: 'canari jaune', device: 'd', key: administrator.device.key },
    })
    expect(lost.status).toBe(401)
    const said = server.said()
    const log = said.slice(said.indexOf('listening http'))
    expect(log).toContain(administrator.account.id)
    const secrets = [
      'canari',
      passphrase,
      'quatre barques',
      administrator.token,
      administrator.tablet.token,
      'awa',
      'lectrice',
      'Tablette',
      'Bearer',
      linkIn(said),
    ]
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
  })

  it('gives a further administrator a link by a command of its own', async () => {
    const env = { ACCESS: 'accounts', DATA_DIR: folder.path }
    const { code, said } = await runCommand('administrator', [], env)
    expect([code, said]).toEqual([0, expect.stringMatching(/FR .*adm[\s\S]*EN .*adm[\s\S]*#first=/)])
    const second = await firstAdministrator({ url: server.url, said: () => said }, 'seconde')
    expect(second.account).toMatchObject({ administration: 'adm', roles: ['administrator'] })
    expect((await runCommand('administrator', ['nowhere'], env)).said).toMatch(/adm {2}Douanes/)
    const further = await runCommand('administrator', ['--further'], env)
    const other = await makeAdministration(await firstAdministrator({ url: server.url, said: () => further.said }, 'ailleurs'), {
      id: 'adm-2',
    })
    const { accounts } = await done<{ accounts: readonly { name: string }[] }>(server.url, '/v1/accounts', { token: other.token })
    expect(accounts.map(({ name }) => name)).toEqual(['ailleurs'])
    for (const path of [
      `/v1/accounts/${second.account.id}`,
      `/v1/accounts/${second.account.id}/reset`,
      `/v1/tablets/${second.tablet.id}/revoke`,
    ])
      expect(await codeOf(ask(server.url, path, { token: other.token, body: {} }))).toEqual([404, 'not-found'])
  })
})
