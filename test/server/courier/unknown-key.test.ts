import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import type { Access } from '../../../src/core/protocol/access/account.ts'
import { type Envelope, envelopeOf, lineOf } from '../../../src/core/protocol/envelope.ts'
import { fingerprintOf } from '../../../src/core/protocol/fingerprint.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { publicKeys } from '../../../src/server/store/access/sealing.ts'
import { type Courier, openCourier } from '../../../src/server/store/courier/courier.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { announce, erasePerson } from '../../../src/server/store/personal/erase-person.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { openQuarantine } from '../../../src/server/store/scope/open-quarantine.ts'
import { verify } from '../../../src/server/store/verify/verify.ts'
import { type SigningPair, sealedOutbox, signingPair } from '../../support/courier-keys.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { line, operation } from '../../support/operations.ts'
import { accessOf, operationsOf, personOf, siteOf } from '../../support/two-administrations.ts'

const erasedByRequest = { problem: 'erased', params: { cause: 'request' } }

/* [C5] What a tablet did that headquarters does not know: a restore forgot it, or it took another name. A courier brings it all the same. */

onEachDatabase('work of an unknown key', (fresh) => {
  let db: Kysely<Tables>
  let log: ServerLog
  let courier: Courier
  let stranger: SigningPair
  let minute = 0
  const now = (): string => {
    minute += 1
    return new Date(Date.UTC(2026, 10, 22, 9, minute)).toISOString()
  }
  const [director, other] = [accessOf('a', 'hr-director'), accessOf('b', 'hr-director')]
  const assessor = accessOf('a', 'assessor', { person: personOf('a', 'assessor.north') })

  beforeAll(async () => {
    db = await fresh()
    log = await openLog(db)
    courier = openCourier(db, log)
    stranger = await signingPair()
    for (const one of ['a', 'b'] as const) await log.append(operationsOf(one).map(line), { device: 'd', time: now() })
  })

  const work = (part: Partial<Operation> = {}): Envelope =>
    envelopeOf(
      operation({
        id: randomUUID() as Operation['id'],
        device: 'unheard-of' as Operation['device'],
        kind: 'create',
        entity: { kind: 'post', id: randomUUID() },
        stream: 'a' as Operation['stream'],
        set: { title: 'Chef de brigade' },
        ...part,
      }),
    )
  const fileOf = async (of: readonly Envelope[], administration: string | null = 'a'): Promise<string> => {
    const { sealing: server } = await publicKeys(db, log.signer)
    return sealedOutbox({ signer: stranger, server, device: 'unheard-of', administration, file: randomUUID() }, of)
  }
  const bring = async (file: string, access?: Access) => {
    const { administration = 'a', account = null, tablet = 'other' } = access ?? {}
    const done = await courier.take(file, { administration, account, tablet, access, time: now() })
    if (!done.ok) throw new Error(done.problem.problem)
    return done.value
  }
  const waitingFor = async (access: Access) =>
    (await openQuarantine(db).waiting(access, 200)).filter(({ problem }) => problem === 'unknown-key')
  const about = async (access: Access) => (await waitingFor(access)).map(({ work: { entity } }) => entity.id)
  const entityOf = ({ text }: Envelope): string => JSON.parse(text).entity.id
  const admit = (access: Access, id: string) => openQuarantine(db).admit(access, id, now())

  /** An assessment of the officer who is erased in these tests. */
  const wordsOn = (id: string, set: Operation['set'] = {}, stream = siteOf('a', 'north')): Envelope =>
    work({ kind: 'edit', entity: { kind: 'assessment', id }, stream, set: { summary: 'mots de la personne', ...set } })
  const rowsOf = ({ id }: Envelope) => db.selectFrom('quarantine').selectAll().where('claimed', '=', id).execute()

  it('lies in the administration of whoever signed in and brought it, with the fingerprint, and is admitted there once', async () => {
    const made = work()
    const file = await fileOf([made])
    expect(await bring(file)).toMatchObject({ operations: 1, refused: 1, answers: [] })
    expect(await about(director)).not.toContain(entityOf(made))
    // A tablet alone says nothing of where it belongs; whoever signed in does, whatever the role, and it lies there once.
    for (const who of [assessor, director]) expect(await bring(file, who)).toMatchObject({ refused: 1, taken: 0 })
    const [lying, ...more] = await waitingFor(director)
    expect(more).toEqual([])
    expect(lying).toMatchObject({ key: fingerprintOf(stranger.key), account: null, sender: null, tablet: null })
    expect(lying?.work.entity.id).toBe(entityOf(made))
    expect(await admit(director, lying?.id ?? '')).toMatchObject({ status: 'applied', operation: made.id })
    expect(await about(director)).toEqual([])
    expect(await admit(director, lying?.id ?? '')).toMatchObject({ status: 'applied' })
    const found = await db.selectFrom('operation').select('id').where('id', '=', made.id).execute()
    expect(found).toHaveLength(1)
    const deeds = await db.selectFrom('audit').select(['account', 'objects']).where('action', '=', 'admitted').execute()
    expect(deeds[0]).toEqual({
      account: director.account,
      objects: JSON.stringify([made.id, `unknown-key ${fingerprintOf(stranger.key)}`]),
    })
  })

  it('comes into no administration but that of its own stream, whoever brings it and whatever the file says', async () => {
    const [ours, theirs] = [work(), work({ stream: siteOf('b', 'north') })]
    for (const claims of ['a', 'b', null])
      for (const who of [director, other]) await bring(await fileOf([ours, theirs], claims), who)
    expect(await about(director)).toEqual([entityOf(ours)])
    expect(await about(other)).toEqual([entityOf(theirs)])
    const [lying] = await waitingFor(other)
    expect(await admit(director, lying?.id ?? '')).toBeUndefined()
  })

  it('is not admitted where it would move or change what is another administration’s', async () => {
    const before = await about(director)
    const steals = [
      work({ kind: 'edit', entity: { kind: 'post', id: 'b.post.officer.north' }, set: { title: 'pris' } }),
      work({ set: { title: 'parti', home: 'b' } }),
    ]
    await bring(await fileOf(steals), director)
    const lying = (await waitingFor(director)).filter(({ work: { entity } }) => !before.includes(entity.id))
    expect(lying).toHaveLength(2)
    for (const { id } of lying) expect((await admit(director, id))?.status).toBe('refused')
    expect(await about(director)).toEqual(expect.arrayContaining(steals.map(entityOf)))
    const kept = await db.selectFrom('entity').select('row').where('id', '=', 'b.post.officer.north').executeTakeFirst()
    expect(kept?.row).not.toContain('pris')
  })

  it('belongs nowhere where a revoked tablet brings it, or an account of no administration', async () => {
    const made = work()
    await bring(await fileOf([made]), { ...director, revoked: true })
    await bring(await fileOf([made], null), { ...director, account: 'nobody' as Access['account'], administration: null })
    expect(await about(director)).not.toContain(entityOf(made))
  })

  it('waits no more once it came from a device that is known', async () => {
    const made = work()
    await bring(await fileOf([made]), director)
    expect(await about(director)).toContain(entityOf(made))
    const [receipt] = await log.append([lineOf(made)], { device: 'unheard-of', time: now() })
    expect(receipt?.status).toBe('applied')
    expect(await about(director)).not.toContain(entityOf(made))
  })

  it('is kept without a word of it where it speaks of somebody erased, whatever name it comes under and whoever brings it', async () => {
    const person = personOf('a', 'officer.north')
    const told = await announce(db, person)
    const early = wordsOn('a.assignment.north.self')
    await bring(await fileOf([early]), director)
    const [lost] = await rowsOf(early)
    if (!lost) throw new Error('nothing lies there')
    await erasePerson(db, { person, confirm: told?.confirm ?? '', time: now(), signer: log.signer })
    expect(await rowsOf(early)).toEqual([])
    const late = [early, wordsOn('a.assignment.north.panel'), wordsOn('another', { assignment: 'a.assignment.north' })]
    for (const one of late)
      for (const who of [undefined, director]) expect(await bring(await fileOf([one]), who)).toMatchObject({ refused: 1 })
    for (const one of late)
      expect(await rowsOf(one)).toMatchObject([{ body: '', problem: JSON.stringify(erasedByRequest), signature: null }])
    expect((await waitingFor(director)).filter(({ work: { entity } }) => entity.kind === 'assessment')).toEqual([])
    // As if another endpoint had kept it in the moment of the erasure.
    await db.deleteFrom('quarantine').where('claimed', '=', early.id).execute()
    await db.insertInto('quarantine').values(lost).execute()
    expect(await about(director)).toContain('a.assignment.north.self')
    expect(await admit(director, lost.id)).toMatchObject({ status: 'refused', problem: erasedByRequest })
    expect(await about(director)).not.toContain('a.assignment.north.self')
    for (const row of await rowsOf(early)) expect(row).toMatchObject({ body: '', problem: JSON.stringify(erasedByRequest) })
    expect(await admit(director, lost.id)).toBeUndefined()
  })

  it('keeps no word of what was sent by somebody without the right, and is admitted once it was erased', async () => {
    const person = personOf('a', 'officer.south')
    const made = wordsOn('a.assignment.south.self', {}, siteOf('a', 'south'))
    const sent = () => log.append([lineOf(made)], { device: 'd', time: now(), access: { ...assessor, revoked: true } })
    expect((await sent())[0]?.problem?.problem).toBe('revoked')
    const [lying] = await rowsOf(made)
    if (!lying) throw new Error('nothing lies there')
    const told = await announce(db, person)
    await erasePerson(db, { person, confirm: told?.confirm ?? '', time: now(), signer: log.signer })
    for (const anew of [async () => (await sent())[0], () => admit(director, lying.id)]) {
      await db.deleteFrom('quarantine').where('claimed', '=', made.id).execute()
      await db.insertInto('quarantine').values(lying).execute()
      expect(await anew()).toMatchObject({ status: 'refused', problem: erasedByRequest })
      expect(await rowsOf(made)).toMatchObject([{ body: '', problem: JSON.stringify(erasedByRequest) }])
    }
  })

  it('leaves a database in which everything is as it was written', async () => {
    expect((await verify(db)).findings).toEqual([])
  })
})
