import { beforeEach, expect, it } from 'vitest'
import { enrol, makeEnrolment } from '../../../src/server/access/enrol.ts'
import { first, openLink } from '../../../src/server/access/first.ts'
import { passphrase } from '../../support/access.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { days, type GateUnderTest, gateOver, minutes, problemOf, value } from '../../support/gate.ts'

const tablet = { name: 'Tablette 4', app: 'test' }

onEachDatabase('a way in', (fresh) => {
  let gate: GateUnderTest
  beforeEach(async () => {
    gate = await gateOver(await fresh())
  })

  const open = (token: string, part: { name?: string; passphrase?: string } = {}, address = '198.51.100.7') =>
    first(gate.parts, address, { token, name: 'chef', passphrase, tablet, ...part })
  const join = (code: string, address = '203.0.113.9') => enrol(gate.parts, address, { code, tablet })

  it('for the first administrator is good once', async () => {
    const token = await openLink(gate.parts, 'first', null)
    value(await open(token))
    expect(problemOf(await open(token, { name: 'autre' }))).toBe('code-used')
    expect(await gate.actions()).toEqual(['administrator-made', 'enrolled'])
  })

  it('for the first administrator stays good where the name or the passphrase will not do', async () => {
    await gate.administrator('prise')
    const token = await openLink(gate.parts, 'further', 'adm')
    expect(problemOf(await open(token, { passphrase: 'courte' }))).toBe('passphrase-short')
    expect(problemOf(await open(token, { name: 'prise' }))).toBe('name-taken')
    value(await open(token))
  })

  it('for the first administrator closes with him, whichever of the links he took, and after a day', async () => {
    const [one, other, late] = [
      await openLink(gate.parts, 'first', null),
      await openLink(gate.parts, 'first', null),
      await openLink(gate.parts, 'further', null),
    ]
    value(await open(one))
    expect(problemOf(await open(other, { name: 'autre' }))).toBe('code-used')
    gate.wait(days)
    expect(problemOf(await open(late, { name: 'autre' }))).toBe('code-expired')
    expect(problemOf(await open('x'.repeat(43), { name: 'autre' }))).toBe('wrong-code')
  })

  it('lets one of two first administrators in who come at once', async () => {
    const links = [await openLink(gate.parts, 'first', null), await openLink(gate.parts, 'first', null)]
    const came = await Promise.all(links.map((token, at) => open(token, { name: `chef-${at}` })))
    expect(came.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await gate.db.selectFrom('account').select('id').execute()).toHaveLength(1)
  })

  it('for a tablet is good once, for a quarter of an hour, however it is typed', async () => {
    const { access } = await gate.administrator()
    const { code, expires } = value(await makeEnrolment(gate.parts, access, { name: 'Nord 1' }))
    expect(expires).toBe('2026-11-22T09:15:00.000Z')
    expect(value(await join(` ${code.toLowerCase().replace('-', ' ')}`)).tablet.name).toBe('Nord 1')
    expect(problemOf(await join(code))).toBe('code-used')
    const late = value(await makeEnrolment(gate.parts, access, {})).code
    gate.wait(15 * minutes)
    expect(problemOf(await join(late))).toBe('code-expired')
  })

  it('for a tablet is not made younger by a clock that was set back', async () => {
    const { access } = await gate.administrator()
    const { code } = value(await makeEnrolment(gate.parts, access, {}))
    gate.wait(-365 * days)
    expect(problemOf(await join(code))).toBe('code-expired')
    gate.wait(365 * days + minutes)
    value(await join(code))
  })

  it('lets one of eight tablets in that come with one code at once', async () => {
    const { access } = await gate.administrator()
    const { code } = value(await makeEnrolment(gate.parts, access, {}))
    const came = await Promise.all(Array.from({ length: 8 }, (_, at) => join(code, `203.0.113.${at}`)))
    expect(came.map(problemOf).sort()).toEqual([...Array(7).fill('code-used'), undefined])
    expect(await gate.db.selectFrom('tablet').select('id').execute()).toHaveLength(2)
  })

  it('takes five wrong codes from one place, which then waits for as long as a code lives', async () => {
    const { access } = await gate.administrator()
    const { code } = value(await makeEnrolment(gate.parts, access, {}))
    for (let at = 0; at < 5; at += 1) expect(problemOf(await join(`0000-000${at}`))).toBe('wrong-code')
    expect(await join(code)).toEqual({ ok: false, problem: { problem: 'too-many-tries', retryAfter: 900 } })
    gate.wait(10 * minutes)
    expect(await join(code)).toEqual({ ok: false, problem: { problem: 'too-many-tries', retryAfter: 300 } })
    value(await join(code, '203.0.113.10'))
    gate.wait(5 * minutes)
    expect(problemOf(await join('0000-0009'))).toBe('wrong-code')
    expect(await join('0000-0010')).toMatchObject({ problem: { problem: 'too-many-tries', retryAfter: 1800 } })
  })

  it('is kept as nothing that opens anything', async () => {
    const session = await gate.administrator()
    const { code } = value(await makeEnrolment(gate.parts, session.access, {}))
    const link = await openLink(gate.parts, 'further', null)
    const kept = JSON.stringify(
      await Promise.all(
        (['enrolment', 'tablet', 'session', 'account', 'tries', 'audit'] as const).map((table) =>
          gate.db.selectFrom(table).selectAll().execute(),
        ),
      ),
    )
    for (const secret of [code, code.replace('-', ''), link, session.token, session.tablet, passphrase, '198.51.100.7'])
      expect(kept).not.toContain(secret)
  })
})
