import { beforeEach, expect, it } from 'vitest'
import { changeAccount, resetAccount } from '../../../src/server/access/accounts.ts'
import { callerOf } from '../../../src/server/access/callers.ts'
import { openHasher } from '../../../src/server/access/hasher.ts'
import { changePassphrase } from '../../../src/server/access/passphrase.ts'
import { signIn } from '../../../src/server/access/sign-in.ts'
import { signOut } from '../../../src/server/access/tablets.ts'
import { passphrase } from '../../support/access.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { cheap, days, type GateUnderTest, gateOver, minutes, problemOf, type Session, value } from '../../support/gate.ts'

onEachDatabase('a sign-in', (fresh) => {
  let gate: GateUnderTest
  let chief: Session
  beforeEach(async () => {
    gate = await gateOver(await fresh())
    chief = await gate.administrator()
  })

  const attempt = async (
    name: string,
    secret: string,
    { tablet = chief.tablet, address = '198.51.100.9', device = 'device-x' } = {},
  ) => {
    const caller = await callerOf(gate.parts, tablet, 'tablet')
    if (caller?.kind !== 'tablet') throw new Error('no tablet')
    return signIn(gate.parts, {
      tablet: caller.tablet,
      address,
      asked: { name, passphrase: secret, device, key: 'B'.repeat(87) },
    })
  }
  const isOver = async ({ token }: Session): Promise<boolean> => (await callerOf(gate.parts, token, 'session')) === undefined

  it('answers a wrong name, a wrong passphrase and a closed account alike, and writes each down', async () => {
    const awa = await gate.person(chief, 'awa')
    await changeAccount(gate.parts, chief.access, awa.access.account, { state: 'disabled' })
    const before = (await gate.actions()).length
    const answers = [
      await attempt('personne', passphrase),
      await attempt('chef', 'autre chose'),
      await attempt('awa', passphrase),
    ]
    expect(answers).toEqual(Array(3).fill({ ok: false, problem: { problem: 'wrong-credentials' } }))
    expect((await gate.actions()).slice(before)).toEqual(Array(3).fill('sign-in-refused'))
  })

  it('is braked after five wrong tries, twice as long each time, whether there is such an account or not', async () => {
    for (const name of ['chef', 'personne']) {
      const tablet = await gate.tabletFor(chief.access)
      for (let at = 0; at < 5; at += 1)
        expect(problemOf(await attempt(name, 'faux', { tablet, address: `203.0.113.${at}` }))).toBe('wrong-credentials')
      const waits: number[] = []
      for (let at = 0; at < 7; at += 1) {
        const braked = await attempt(name, passphrase, { tablet })
        if (braked.ok) throw new Error('not braked')
        expect(braked.problem.problem).toBe('too-many-tries')
        const { retryAfter = 0 } = braked.problem
        waits.push(retryAfter)
        gate.wait(retryAfter * 1000)
        expect(problemOf(await attempt(name, 'faux', { tablet }))).toBe('wrong-credentials')
      }
      expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900])
      gate.wait(2 * 60 * minutes)
    }
  })

  it('forgets wrong tries once it is right', async () => {
    for (let at = 0; at < 4; at += 1) await attempt('chef', 'faux')
    value(await attempt('chef', passphrase, { device: 'device-1' }))
    for (let at = 0; at < 5; at += 1) expect(problemOf(await attempt('chef', 'faux'))).toBe('wrong-credentials')
    expect(problemOf(await attempt('chef', passphrase))).toBe('too-many-tries')
  })

  it('lets no crowd of tries through at once', async () => {
    const crowd = await Promise.all(Array.from({ length: 20 }, () => attempt('chef', 'faux')))
    expect(crowd.map(problemOf).filter((problem) => problem === 'wrong-credentials')).toHaveLength(5)
  })

  it('is neither freed nor shut for long by a clock that was set back', async () => {
    for (let at = 0; at < 6; at += 1) await attempt('chef', 'faux')
    gate.wait(-3650 * days)
    expect(await attempt('chef', passphrase)).toMatchObject({ problem: { problem: 'too-many-tries', retryAfter: 30 } })
    gate.wait(30_000)
    value(await attempt('chef', passphrase, { device: 'device-1' }))
  })

  it('is braked for a tablet that tries one name after the other', async () => {
    for (let at = 0; at < 10; at += 1) expect(problemOf(await attempt(`nom-${at}`, 'faux'))).toBe('wrong-credentials')
    expect(problemOf(await attempt('chef', passphrase))).toBe('too-many-tries')
    value(await attempt('chef', passphrase, { tablet: await gate.tabletFor(chief.access), device: 'device-1' }))
  })

  it('works on the tablets of the own administration alone', async () => {
    const other = await gate.administrator('ailleurs', 'adm-2')
    expect(problemOf(await attempt('chef', passphrase, { tablet: other.tablet }))).toBe('wrong-credentials')
  })

  it('leaves a device to the account whose it is', async () => {
    const awa = await gate.person(chief, 'awa')
    expect(problemOf(await attempt('chef', passphrase, { device: awa.access.device }))).toBe('other-device')
    expect(await isOver(awa)).toBe(false)
    const again = await gate.enter(awa.tablet, 'awa', passphrase, awa.access.device)
    expect([await isOver(awa), await isOver(again)]).toEqual([true, false])
  })

  it('hashes anew where the cost is another one by now', async () => {
    const costly = { ...gate.parts, hasher: openHasher({ cost: { ...cheap, memory: 64 } }) }
    const caller = await callerOf(gate.parts, chief.tablet, 'tablet')
    if (caller?.kind !== 'tablet') throw new Error('no tablet')
    const asked = { name: 'chef', passphrase, device: 'device-1', key: 'B'.repeat(87) }
    value(await signIn(costly, { tablet: caller.tablet, address: '198.51.100.9', asked }))
    const { passphrase: kept } = await gate.db
      .selectFrom('account')
      .select('passphrase')
      .where('name', '=', 'chef')
      .executeTakeFirstOrThrow()
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/)
    value(await attempt('chef', passphrase, { device: 'device-1' }))
  })

  it('lasts half a year from the last contact on', async () => {
    gate.wait(179 * days)
    expect(await isOver(chief)).toBe(false)
    gate.wait(179 * days)
    expect(await isOver(chief)).toBe(false)
    gate.wait(180 * days)
    expect(await isOver(chief)).toBe(true)
  })

  it('ends by signing out, by another passphrase elsewhere, by a reset, and by closing the account', async () => {
    const awa = await gate.person(chief, 'awa')
    const here = await gate.enter(chief.tablet, 'awa')
    const there = await gate.enter(awa.tablet, 'awa')
    if (here.caller.kind !== 'session') throw new Error('no session')
    value(await signOut(gate.parts, here.access, here.caller.session))
    expect([await isOver(here), await isOver(there)]).toEqual([true, false])

    const next = 'une autre phrase bien longue'
    expect(problemOf(await changePassphrase(gate.parts, awa.access, { old: 'faux', next }))).toBe('wrong-credentials')
    expect(problemOf(await changePassphrase(gate.parts, awa.access, { old: passphrase, next: passphrase }))).toBe(
      'passphrase-common',
    )
    value(await changePassphrase(gate.parts, awa.access, { old: passphrase, next }))
    expect([await isOver(awa), await isOver(there)]).toEqual([false, true])

    const { passphrase: handed } = value(await resetAccount(gate.parts, chief.access, awa.access.account))
    expect(await isOver(awa)).toBe(true)
    const fresh = await gate.enter(awa.tablet, 'awa', handed)
    expect(fresh.caller).toMatchObject({ mustChange: true })
    value(await changeAccount(gate.parts, chief.access, awa.access.account, { state: 'disabled' }))
    expect(await isOver(fresh)).toBe(true)
  })

  it('takes a passphrase that somebody handed over for a fortnight', async () => {
    const awa = await gate.person(chief, 'awa')
    const { passphrase: handed } = value(await resetAccount(gate.parts, chief.access, awa.access.account))
    gate.wait(14 * days)
    expect(problemOf(await attempt('awa', handed))).toBe('passphrase-expired')
  })
})
