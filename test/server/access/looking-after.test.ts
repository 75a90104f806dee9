import { beforeEach, expect, it } from 'vitest'
import { addAccount, changeAccount, listAccounts, resetAccount } from '../../../src/server/access/accounts.ts'
import { callerOf, contacted } from '../../../src/server/access/callers.ts'
import { demonstrationAccounts } from '../../../src/server/access/demonstration.ts'
import { makeEnrolment } from '../../../src/server/access/enrol.ts'
import { exchangeOf } from '../../../src/server/access/exchange.ts'
import { auditPage } from '../../../src/server/access/reading.ts'
import { erasedDevice, listTablets, revokeTablet } from '../../../src/server/access/tablets.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { type GateUnderTest, gateOver, minutes, problemOf, type Session, value } from '../../support/gate.ts'

onEachDatabase('looking after accounts and tablets', (fresh) => {
  let gate: GateUnderTest
  let chief: Session
  beforeEach(async () => {
    gate = await gateOver(await fresh())
    chief = await gate.administrator()
  })

  const tabletIn = async ({ access }: Session) =>
    (await listTablets(gate.parts, chief.access)).tablets.find(({ id }) => id === access.tablet)
  const wanted = { name: 'awa', person: 'p-1', roles: ['assessor' as const], units: ['u-1'] }

  it('gives every account its own name', async () => {
    expect(value(await addAccount(gate.parts, chief.access, wanted)).passphrase).toMatch(
      /^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/,
    )
    expect(problemOf(await addAccount(gate.parts, chief.access, wanted))).toBe('name-taken')
    const { accounts } = await listAccounts(gate.parts, chief.access)
    expect(accounts).toMatchObject([
      { ...wanted, administration: 'adm', mustChange: true },
      { name: 'chef', roles: ['administrator'] },
    ])
    expect(JSON.stringify(accounts)).not.toContain('argon2')
  })

  it('changes what an account may do from its next request on', async () => {
    const awa = await gate.person(chief, 'awa', { person: 'p-1' })
    value(await changeAccount(gate.parts, chief.access, awa.access.account, { roles: ['supervisor'], units: ['u-2'] }))
    expect((await gate.seen(awa.token)).access).toMatchObject({ roles: ['supervisor'], units: ['u-2'], person: 'p-1' })
    value(await changeAccount(gate.parts, chief.access, awa.access.account, { person: null }))
    expect((await gate.seen(awa.token)).access).toMatchObject({ roles: ['supervisor'], person: null })
  })

  it('stays within the own administration', async () => {
    const other = await gate.administrator('ailleurs', 'adm-2')
    const { account, tablet } = other.access
    expect(problemOf(await changeAccount(gate.parts, chief.access, account, { state: 'disabled' }))).toBe('not-found')
    expect(problemOf(await resetAccount(gate.parts, chief.access, account))).toBe('not-found')
    expect(problemOf(await revokeTablet(gate.parts, chief.access, tablet))).toBe('not-found')
    expect((await listAccounts(gate.parts, chief.access)).accounts.map(({ name }) => name)).toEqual(['chef'])
    expect((await listTablets(gate.parts, other.access)).tablets.map(({ id }) => id)).toEqual([tablet])
    const seen = value(await auditPage(gate.parts, other.access, 0)).entries
    expect(new Set(seen.map(({ administration }) => administration))).toEqual(new Set(['adm-2']))
  })

  it('never closes the last way in, nor lets two administrators close each other', async () => {
    const close = (by: Session, whom: Session) => changeAccount(gate.parts, by.access, whom.access.account, { state: 'disabled' })
    expect(problemOf(await close(chief, chief))).toBe('last-administrator')
    expect(problemOf(await changeAccount(gate.parts, chief.access, chief.access.account, { roles: ['champion'] }))).toBe(
      'last-administrator',
    )
    const second = await gate.administrator('seconde')
    const both = await Promise.all([close(chief, second), close(second, chief)])
    expect(both.map(problemOf).sort()).toEqual(['last-administrator', undefined])
    expect((await gate.actions()).filter((action) => action === 'account-changed')).toHaveLength(1)
  })

  it('waits for the administration to be made', async () => {
    const fresh = await gate.administrator('neuve', null)
    expect(problemOf(await addAccount(gate.parts, fresh.access, wanted))).toBe('no-administration')
    expect(problemOf(await makeEnrolment(gate.parts, fresh.access, {}))).toBe('no-administration')
    expect(problemOf(await demonstrationAccounts(gate.parts, fresh.access, { accounts: [wanted] }))).toBe('no-administration')
  })

  it('makes ready accounts for a demonstration, new passphrases when asked again, and none for a real administration', async () => {
    const asked = { accounts: [wanted, { ...wanted, name: 'moussa', roles: ['hr-director' as const] }] }
    await gate.makeAdministration('adm', false)
    expect(problemOf(await demonstrationAccounts(gate.parts, chief.access, asked))).toBe('not-demonstration')
    await gate.makeAdministration('demo', true)
    const host = await gate.administrator('hote', 'demo')
    const made = value(await demonstrationAccounts(gate.parts, host.access, asked)).accounts
    const awa = await gate.enter(host.tablet, 'awa', made[0]?.passphrase)
    expect(awa.caller).toMatchObject({ mustChange: false, access: { roles: ['assessor'], administration: 'demo' } })
    const again = value(await demonstrationAccounts(gate.parts, host.access, asked)).accounts
    expect(again.map(({ account }) => account.id)).toEqual(made.map(({ account }) => account.id))
    await expect(gate.enter(host.tablet, 'awa', made[0]?.passphrase)).rejects.toThrow()
    await gate.enter(host.tablet, 'moussa', again[1]?.passphrase)
    const administrators = { accounts: [{ ...wanted, name: 'hote' }] }
    expect(problemOf(await demonstrationAccounts(gate.parts, host.access, administrators))).toBe('name-taken')
    expect(await gate.db.selectFrom('account').select('id').execute()).toHaveLength(4)
  })

  it('tells of each device what it last said of itself, and writes nothing where there is no news', async () => {
    const awa = await gate.person(chief, 'awa')
    const said = { app: '0.2.0', protocol: 3, unsent: 7, storage: 'persisted', clock: 1200 }
    await contacted(gate.parts, awa.caller, said)
    const { clock, ...facts } = said
    expect((await tabletIn(awa))?.contacts).toEqual([
      { account: 'awa', device: awa.access.device, last: '2026-11-22T09:00:00.000Z', ...facts, offset: clock },
    ])
    gate.wait(10 * minutes)
    const known = (await gate.seen(awa.token)).caller
    await contacted(gate.parts, known, { ...said, clock: 1300 })
    const last = async () => (await tabletIn(awa))?.contacts[0]?.last
    expect(await last()).toBe('2026-11-22T09:00:00.000Z')
    gate.wait(5 * minutes)
    await gate.seen(awa.token)
    expect(await last()).toBe('2026-11-22T09:15:00.000Z')
  })

  it('hears a revoked tablet out, and counts it as erased when the last device on it says so', async () => {
    const awa = await gate.person(chief, 'awa')
    const moussa = await gate.person(chief, 'moussa', {}, awa.tablet)
    expect(problemOf(await erasedDevice(gate.parts, awa.access, ''))).toBe('not-allowed')
    value(await revokeTablet(gate.parts, chief.access, awa.access.tablet))
    expect(problemOf(await revokeTablet(gate.parts, chief.access, awa.access.tablet))).toBe('not-found')
    expect(await callerOf(gate.parts, awa.tablet, 'tablet')).toMatchObject({ tablet: { state: 'revoked' } })
    const states: (string | undefined)[] = []
    for (const one of [awa, moussa]) {
      const { access, caller } = await gate.seen(one.token)
      expect(access.revoked).toBe(true)
      if (caller.kind === 'session') value(await erasedDevice(gate.parts, access, caller.session))
      expect(await callerOf(gate.parts, one.token, 'session')).toBeUndefined()
      states.push((await tabletIn(awa))?.state)
    }
    expect(states).toEqual(['revoked', 'erased'])
    expect((await gate.actions()).slice(-3)).toEqual(['revoked', 'erased', 'erased'])
  })

  it('notes who read what before it is sent', async () => {
    const awa = await gate.person(chief, 'awa')
    const { access, heard } = await exchangeOf(gate.parts, awa.caller)
    const head = await heard({}, ['north', 'south'])
    expect(access).toEqual(awa.access)
    expect(value(await auditPage(gate.parts, chief.access, head.seq - 1)).entries).toMatchObject([
      { action: 'read', account: awa.access.account, tablet: awa.access.tablet, objects: ['north', 'south'], hash: head.hash },
    ])
    expect(await heard({}, [])).toEqual(head)
  })
})
