import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/core/protocol/json.ts'
import type { EntityKind, Operation } from '../../../src/core/protocol/operation.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { validate } from '../../../src/core/protocol/validate.ts'
import { operation, row } from '../../support/operations.ts'

const pack = row({
  kind: 'pack',
  id: 'pack-1',
  fields: { content: { framework: { scale: { levels: [1, 2, 3, 4].map((level) => ({ level, name: { fr: `N${level}` } })) } } } },
})
const campaign = row({ kind: 'campaign', id: 'c-1', fields: { name: 'Sénou 2026', pack: 'pack-1' } })
const assignment = row({
  kind: 'assignment',
  id: 'as-1',
  fields: {
    campaign: 'c-1',
    jobDescription: {
      job: 'verifier',
      version: 1,
      requirements: [{ competency: 'origin', level: 3, weight: 1, essential: false }],
    },
  },
})
const assessment = row({ id: 'a-1', fields: { assignment: 'as-1' } })
const all = [pack, campaign, assignment, assessment]

const judged = (rows: readonly Row[], part: Partial<Operation>) =>
  validate(operation(part), (kind, id) => rows.find((one) => one.kind === kind && one.id === id))

const rating = (competency: string, value: Json) => ({ set: { [`rating:${competency}`]: value } })
const level = (rank: number): Json => ({ kind: 'level', level: rank })

describe('an operation on an assessment', () => {
  it('may rate a required competency on the scale of the campaign’s pack, and take a rating back', () => {
    expect(judged(all, rating('origin', level(4)))).toBeUndefined()
    expect(judged(all, rating('origin', { kind: 'not-observed' }))).toBeUndefined()
    expect(judged(all, rating('valuation', null))).toBeUndefined()
  })

  it('is refused with a level off the scale', () => {
    expect(judged(all, rating('origin', level(5)))).toEqual({
      problem: 'level-off-scale',
      params: { competency: 'origin', level: 5, lowest: 1, highest: 4 },
    })
    expect(judged(all, rating('origin', level(0)))?.problem).toBe('level-off-scale')
  })

  it('is refused for a competency that the job description does not ask', () => {
    expect(judged(all, rating('valuation', level(2)))).toEqual({
      problem: 'requirement-unknown',
      params: { competency: 'valuation' },
    })
  })

  it('is checked against the assignment that it names itself, when it is the first', () => {
    const set = { assignment: 'as-1', 'rating:origin': level(7) }
    expect(judged([pack, campaign, assignment], { set })?.problem).toBe('level-off-scale')
  })

  it('[never refused for its order] is taken while assignment, campaign or pack are not known', () => {
    for (const known of [[], [assessment], [assessment, assignment], [assessment, assignment, campaign]])
      expect(judged(known, rating('origin', level(7)))).toBeUndefined()
    expect(judged([assessment], rating('valuation', level(2)))).toBeUndefined()
  })

  it('takes a pack without a scale for unknown', () => {
    const lists = ['many', [null], ['first'], [{ level: 'first' }]]
    const scales: readonly Json[] = lists.map((levels) => ({ framework: { scale: { levels } } }))
    const odd = [null, 'text', {}, ...scales].map((content) => ({ ...pack, fields: { content } }))
    for (const one of odd) expect(judged([one, campaign, assignment, assessment], rating('origin', level(7)))).toBeUndefined()
  })
})

describe('what was published', () => {
  const published = { at: '2026-11-22T09:00:00.000Z', by: 'p-1', assignments: 4, opens: '2026-12-01', closes: '2026-12-20' }
  const on = (kind: EntityKind, id: string, set: Operation['set']): Partial<Operation> => ({ entity: { kind, id }, set })

  it('is never changed: a campaign', () => {
    const closed = { ...campaign, fields: { ...campaign.fields, published } }
    expect(judged([campaign], on('campaign', 'c-1', { name: 'Sénou', published }))).toBeUndefined()
    expect(judged([closed], on('campaign', 'c-1', { name: 'Sénou' }))).toEqual({
      problem: 'published',
      params: { field: 'name' },
    })
    expect(judged([closed], on('campaign', 'c-1', { published: { ...published, by: 'p-2' } }))?.problem).toBe('published')
  })

  it('is never changed: an assignment, a pack', () => {
    expect(judged(all, on('assignment', 'as-1', { campaign: 'c-2' }))?.problem).toBe('published')
    expect(judged(all, on('pack', 'pack-1', { content: { framework: {} } }))?.problem).toBe('published')
  })

  it('may be said again in the same words, and filled where an edit came before its create', () => {
    expect(judged(all, on('pack', 'pack-1', { content: pack.fields['content'] ?? null }))).toBeUndefined()
    expect(judged(all, on('assignment', 'as-1', { campaign: 'c-1', officer: 'p-9' }))).toBeUndefined()
  })
})

describe('a field', () => {
  it('is refused when unknown or malformed, by name', () => {
    expect(judged([], { set: { salary: 1 } })).toEqual({ problem: 'unknown-field', params: { field: 'salary' } })
    expect(judged([], { set: { constructor: 1 } })?.problem).toBe('unknown-field')
    expect(judged([], { set: { summary: 1 } })).toEqual({ problem: 'bad-field', params: { field: 'summary' } })
    expect(judged([], rating('origin', { kind: 'level', level: 'high' }))?.problem).toBe('bad-field')
  })
})

describe('a seal', () => {
  it('closes an assessment or an acknowledgement, and nothing that must stay open', () => {
    expect(judged([], { kind: 'seal', set: {} })).toBeUndefined()
    expect(judged([], { kind: 'seal', entity: { kind: 'person', id: 'p-1' }, set: {} })?.problem).toBe('bad-field')
  })
})
