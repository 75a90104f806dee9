import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { ledgerOf } from '../../../src/client/app/ledger.ts'
import { settleSigned } from '../../../src/client/app/settle-signed.ts'
import { type SignedDispute, signedDisputeOf } from '../../../src/client/app/signed-dispute.ts'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import type { Json } from '../../../src/core/protocol/json.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { assessor, assignmentId } from './seed.ts'
import { gridIn, ratingIn } from './stage.tsx'
import { colleagueSays, colleagueSigns, exchange, rowAtHeadquarters, signedSite } from './two-tablets.ts'

const ethics = 'ethics' as CompetencyCode
const level = (rank: number) => ({ kind: 'level', level: rank }) as const

/** The assessor rated and signed; headquarters has it. */
const signed = async (): Promise<{ readonly app: App; readonly log: ServerLog }> => {
  const log = memoryServerLog()
  const app = await signedSite(log)
  return { app, log }
}

const disputeIn = async (app: App): Promise<SignedDispute> => {
  const dispute = await signedDisputeOf(app, assignmentId(0))
  if (!dispute) throw new Error('no such assignment')
  return dispute
}

const done = async (app: App, log: ServerLog) => {
  await exchange(app, log)
  const row = await rowAtHeadquarters(log)
  expect((await app.database.rows.get(`assessment:${row?.id}`))?.row).toEqual(row)
  expect(await app.database.refused.count()).toBe(0)
  return row
}

describe('work that came beside a signed assessment', () => {
  const late = async () => {
    const { app, log } = await signed()
    await colleagueSays(log, { 'rating:ethics': level(1) })
    await exchange(app, log)
    return { app, log, dispute: await disputeIn(app) }
  }

  it('is shown against what is signed, with both authors', async () => {
    const { app, dispute } = await late()
    expect(dispute.standing.map(({ name, state }) => [name, state])).toEqual([['KEITA Fanta', 'counts']])
    expect(dispute.fields).toMatchObject([
      {
        field: 'rating:ethics',
        standing: { value: level(3), author: 'KEITA Fanta' },
        others: [{ value: level(1), author: 'DIALLO Oumar' }],
      },
    ])
    expect((await ledgerOf(app)).conflicts).toMatchObject([{ where: { state: 'conflict', about: 'late', fields: 1 } }])
    expect((await gridIn(app)).dispute).toEqual({ about: 'late', fields: 1 })
  })

  it('[M5] is put aside with a reason, and what is signed stays to the letter', async () => {
    const { app, log, dispute } = await late()
    const before = (await rowAtHeadquarters(log))?.versions
    const choice = { chosen: new Map([['rating:ethics', level(3)]]), reason: 'Arrivé après coup.' }
    const settled = await settleSigned(app, dispute, choice)
    expect(settled.ok && settled.value.map(({ kind }) => kind)).toEqual(['resolve'])
    const row = await done(app, log)
    expect([row?.conflicts, row?.versions]).toEqual([[], before])
    const grid = await gridIn(app)
    expect(grid.dispute).toBeUndefined()
    expect(grid.settlements).toMatchObject([{ reason: 'Arrivé après coup.', name: 'KEITA Fanta', field: 'rating:ethics' }])
  })

  it('is taken by a new version, signed by whoever decides, that says everything and follows the first', async () => {
    const { app, log, dispute } = await late()
    const choice = { chosen: new Map([['rating:ethics', level(1)]]), reason: 'Revu ensemble.' }
    const settled = await settleSigned(app, dispute, choice)
    expect(settled.ok && settled.value.map(({ kind }) => kind)).toEqual(['amend'])
    const row = await done(app, log)
    expect(row?.conflicts).toEqual([])
    expect(row?.versions.map(({ content }) => content['rating:ethics'])).toEqual([level(3), level(1)])
    expect(row?.versions[1]?.content).toMatchObject({ 'comment:ethics': 'Vu au comptoir.', signedBy: assessor })
    const grid = await gridIn(app)
    expect(grid.signatures.map(({ state }) => state)).toEqual(['amended', 'counts'])
    expect([grid.dispute, await ratingIn(app, 'ethics')]).toEqual([undefined, level(1)])
  })

  it.each([
    ['put aside', level(3), 'resolve'],
    ['taken', level(1), 'amend'],
  ])('[M5] is %s as a whole, however many pieces it came in', async (_, rating, kind) => {
    const { app, log } = await signed()
    for (let at = 0; at < 110; at += 1) await colleagueSays(log, { 'rating:ethics': level(1) })
    for (let at = 0; at < 4; at += 1) await colleagueSays(log, { 'comment:ethics': `Autre ${at}.` })
    await exchange(app, log)
    const dispute = await disputeIn(app)
    expect(dispute.late.size).toBe(114)
    const chosen = new Map<string, Json>([
      ['rating:ethics', rating],
      ['comment:ethics', 'Vu au comptoir.'],
    ])
    const settled = await settleSigned(app, dispute, { chosen, reason: 'Arrivé après coup.' })
    expect(settled.ok && settled.value.map((one) => [one.kind, one.resolves?.length])).toEqual([
      [kind, 100],
      ['resolve', 14],
    ])
    expect((await done(app, log))?.conflicts).toEqual([])
    const grid = await gridIn(app)
    expect(grid.dispute).toBeUndefined()
    expect(grid.settlements.map(({ field }) => field).sort()).toEqual(['comment:ethics', 'rating:ethics'])
  })

  it('is not settled without a reason, without a choice, by nobody, or without the comment that the campaign demands', async () => {
    const { app, dispute } = await late()
    const take = new Map([['rating:ethics', level(1)]])
    const problem = async (on: App, against: SignedDispute, choice: Parameters<typeof settleSigned>[2]) => {
      const settled = await settleSigned(on, against, choice)
      return settled.ok ? 'settled' : settled.problem.problem
    }
    expect(await problem(app, dispute, { chosen: take, reason: ' ' })).toBe('reason-missing')
    expect(await problem(app, dispute, { chosen: new Map(), reason: 'Vu.' })).toBe('choice-missing')
    expect(await problem(app, dispute, { chosen: new Map([['rating:ethics', level(7)]]), reason: 'Vu.' })).toBe('level-off-scale')
    const nobody = { ...app, identity: { ...app.identity, person: null } }
    expect(await problem(nobody, dispute, { chosen: take, reason: 'Vu.' })).toBe('nobody')
    const { ['comment:ethics']: _, ...bare } = dispute.content
    const silent = { ...dispute, content: bare }
    expect(await problem(app, silent, { chosen: take, reason: 'Vu.' })).toBe('comments-due')
    const comments = new Map([[ethics, 'Deux écarts vus.']])
    expect(await problem(app, silent, { chosen: take, reason: 'Vu.', comments })).toBe('settled')
  })
})

describe('two signatures that did not know one another', () => {
  const twice = async (set = { 'rating:ethics': level(1), 'comment:ethics': 'Trois écarts.' } as object) => {
    const { app, log } = await signed()
    await colleagueSays(log, { 'rating:ethics': level(1) })
    await colleagueSigns(log, set as never)
    await exchange(app, log)
    return { app, log, dispute: await disputeIn(app) }
  }

  it('stand beside one another, the one that came first counting, and tell each answer once', async () => {
    const { app, dispute } = await twice()
    expect(dispute.standing.map(({ name, state }) => [name, state])).toEqual([
      ['KEITA Fanta', 'counts'],
      ['DIALLO Oumar', 'beside'],
    ])
    const told = dispute.fields.map(({ field, others }) => [field, others.length])
    expect(told.sort()).toEqual([
      ['comment:ethics', 1],
      ['rating:ethics', 1],
    ])
    expect((await gridIn(app)).dispute).toEqual({ about: 'signatures', fields: 1 })
    expect(await ratingIn(app, 'ethics')).toEqual(level(3))
  })

  it.each([
    ['the first', level(3), 'Vu au comptoir.'],
    ['the second', level(1), 'Trois écarts.'],
  ])('are settled for %s by one that follows both', async (_, rating, words) => {
    const { app, log, dispute } = await twice()
    const chosen = new Map<string, never>([
      ['rating:ethics', rating as never],
      ['comment:ethics', words as never],
    ])
    expect((await settleSigned(app, dispute, { chosen, reason: 'Harmonisé.' })).ok).toBe(true)
    const row = await done(app, log)
    expect([row?.conflicts, row?.versions.length]).toEqual([[], 3])
    expect(row?.versions[2]?.follows).toEqual(dispute.standing.map(({ operation }) => operation))
    expect([await ratingIn(app, 'ethics'), (await gridIn(app)).dispute]).toEqual([rating, undefined])
    expect((await gridIn(app)).assessment.comments.get(ethics)).toBe(words)
  })

  it('may say the same, and are still made one by a person', async () => {
    const { app, log, dispute } = await twice({ 'rating:ethics': level(3), 'comment:ethics': 'Vu au comptoir.' })
    const answers = dispute.fields.map(({ field, standing: { value } }) => [field, value] as const)
    expect((await settleSigned(app, dispute, { chosen: new Map(answers), reason: 'Identiques.' })).ok).toBe(true)
    const row = await done(app, log)
    expect([row?.versions.length, (await gridIn(app)).dispute]).toEqual([3, undefined])
  })
})
