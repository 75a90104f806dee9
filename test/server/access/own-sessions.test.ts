import { beforeEach, expect, it } from 'vitest'
import { callerOf } from '../../../src/server/access/callers.ts'
import { endSessionOn, listSessions } from '../../../src/server/access/own-sessions.ts'
import { revokeTablet } from '../../../src/server/access/tablets.ts'
import { passphrase } from '../../support/access.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { days, type GateUnderTest, gateOver, minutes, problemOf, type Session, value } from '../../support/gate.ts'

onEachDatabase('one’s own sessions', (fresh) => {
  let gate: GateUnderTest
  let chief: Session
  let here: Session
  let there: Session
  beforeEach(async () => {
    gate = await gateOver(await fresh())
    chief = await gate.administrator()
    here = await gate.person(chief, 'awa')
    gate.wait(minutes * 20)
    there = await gate.enter(await gate.tabletFor(chief.access), 'awa', passphrase)
  })
  const listed = async (by: Session) => (await listSessions(gate.parts, by.access)).sessions
  const opens = async ({ token }: Session) => (await callerOf(gate.parts, token, 'session')) !== undefined

  it('are told with tablet and last contact, the one that asks marked, and nobody else’s', async () => {
    expect(await listed(here)).toMatchObject([
      { device: there.access.device, tablet: 'Tablette', state: 'active', last: '2026-11-22T09:20:00.000Z', own: false },
      { device: here.access.device, tablet: 'Tablette', state: 'active', last: '2026-11-22T09:00:00.000Z', own: true },
    ])
    expect((await listed(chief)).map(({ device }) => device)).toEqual([chief.access.device])
  })

  it('end one by one, at once, in the log of who did what; on the same device they begin anew', async () => {
    value(await endSessionOn(gate.parts, here.access, there.access.device))
    expect([await opens(here), await opens(there)]).toEqual([true, false])
    expect((await listed(here)).map(({ device }) => device)).toEqual([here.access.device])
    expect(problemOf(await endSessionOn(gate.parts, here.access, there.access.device))).toBe('not-found')
    const deed = await gate.db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
    expect(deed).toMatchObject({
      action: 'signed-out',
      account: here.access.account,
      tablet: here.access.tablet,
      objects: JSON.stringify([there.access.device]),
    })
    const again = await gate.enter(there.tablet, 'awa', passphrase, there.access.device)
    expect(await opens(again)).toBe(true)
  })

  it('end neither for somebody else, nor for the one that asks, nor for a device of nobody', async () => {
    for (const device of [chief.access.device, here.access.device, 'unheard-of'])
      expect(problemOf(await endSessionOn(gate.parts, here.access, device))).toBe('not-found')
    expect(problemOf(await endSessionOn(gate.parts, chief.access, here.access.device))).toBe('not-found')
    expect([await opens(chief), await opens(here), await opens(there)]).toEqual([true, true, true])
  })

  it('say that a tablet was revoked, and leave out what nothing opens any more by age', async () => {
    value(await revokeTablet(gate.parts, chief.access, there.access.tablet))
    expect((await listed(here)).map(({ state }) => state)).toEqual(['revoked', 'active'])
    gate.wait(days * 180)
    expect(await listed(here)).toEqual([])
  })
})
