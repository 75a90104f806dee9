import { describe, expect, it } from 'vitest'
import type { StreamId } from '../../src/core/domain/id.ts'
import type { Access, AccountRole } from '../../src/core/protocol/access/account.ts'
import { beginning, type Cursors } from '../../src/core/protocol/cursor.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import type { PageLimits } from '../../src/server/store/page-cut.ts'
import { line, operation } from '../support/operations.ts'
import {
  accessOf,
  administrations,
  officeOfUnit,
  operationsOf,
  personOf,
  siteOf,
  streamsOf,
} from '../support/two-administrations.ts'
import type { LogUnderTest } from './server-log.ts'

const time = '2026-11-22T09:00:00.000Z'
const occasion = { device: 'tablet-1', time }
const north = siteOf('a', 'north')
const south = siteOf('a', 'south')
const home = 'a' as StreamId
const from = (streams: readonly string[]): Cursors => Object.fromEntries(streams.map((one) => [one, beginning]))

const assessor = accessOf('a', 'assessor', { person: personOf('a', 'assessor.north') })
const supervisor = accessOf('a', 'supervisor', { person: personOf('a', 'supervisor.north') })
const officer = accessOf('a', 'officer', { person: personOf('a', 'officer.north') })
const director = accessOf('a', 'hr-director')
const administrator = accessOf('a', 'administrator', { person: null })
const champion = accessOf('a', 'champion')

/** All that a session is told from these places on, and where it then stands. */
const told = async (log: ServerLog, access: Access, start: Cursors) => {
  const rows = new Map<string, Row>()
  let cursors = start
  let pages = 0
  for (;;) {
    const page = await log.page(cursors, access)
    for (const change of page.changes) if (change.line === 'put') rows.set(`${change.row.kind} ${change.row.id}`, change.row)
    cursors = { ...cursors, ...Object.fromEntries(page.marks.map(({ stream, cursor }) => [stream, cursor])) }
    pages += 1
    if (!page.more) return { rows, cursors, pages }
    if (pages > 200) throw new Error('the pages never end')
  }
}

const people = (rows: ReadonlyMap<string, Row>, kind: string): readonly string[] =>
  [...rows.values()].flatMap((row) => (row.kind === kind ? [row.id.replace(/^a\.\w+\./, '')] : [])).sort()

/** What every log must keep to itself, whatever it stores things in. */
export const scopeContract = (name: string, open: (page?: PageLimits) => Promise<LogUnderTest>): void => {
  const opened = async (run: (under: LogUnderTest) => Promise<void>, page?: PageLimits): Promise<void> => {
    const under = await open(page)
    for (const administration of administrations) await under.log.append(operationsOf(administration).map(line), occasion)
    await run(under)
    await under.log.close()
  }
  const append = (log: ServerLog, access: Access | undefined, ...made: readonly Operation[]) =>
    log.append(made.map(line), { ...occasion, access })
  const edit = (
    kind: Operation['entity']['kind'],
    id: string,
    set: { readonly [field: string]: Json },
    part: Partial<Operation>,
  ) => operation({ kind: 'edit', entity: { kind, id }, set, ...part })

  describe(`what a session sees, in ${name}`, () => {
    const seen: readonly (readonly [
      AccountRole | string,
      Access,
      { people: string; posts: string; campaigns: string; work: string },
    ])[] = [
      [
        'an HR director everything',
        director,
        { people: 'everybody', posts: 'all', campaigns: 'north south', work: 'north south' },
      ],
      [
        'an assessor the own campaign',
        assessor,
        { people: 'assessor.north officer.north', posts: 'officer.north', campaigns: 'north', work: 'north' },
      ],
      [
        'a supervisor the own unit',
        supervisor,
        { people: 'officer.north supervisor.north', posts: 'officer.north supervisor.north', campaigns: 'north', work: 'north' },
      ],
      [
        'an officer the own file',
        officer,
        { people: 'assessor.north officer.north', posts: 'officer.north', campaigns: 'north', work: 'north' },
      ],
      ['an administrator the staff', administrator, { people: 'everybody', posts: 'all', campaigns: '', work: '' }],
      [
        'a champion how far the work is',
        champion,
        { people: 'everybody', posts: 'all', campaigns: 'north south', work: 'north south' },
      ],
      [
        'a director of a site its subtree',
        { ...director, units: [south as never] },
        {
          people: 'officer.south supervisor.south',
          posts: 'officer.south supervisor.south',
          campaigns: 'south',
          work: 'south',
        },
      ],
      ['a supervisor of nothing nobody', { ...supervisor, person: null }, { people: '', posts: '', campaigns: '', work: '' }],
    ]
    it.each(seen)('[S14] shows %s', (_, access, wanted) =>
      opened(async ({ log }) => {
        const { rows } = await told(log, access, from([...streamsOf('a'), ...streamsOf('b')]))
        const all = ['assessor', 'officer', 'supervisor'].flatMap((role) => [`${role}.north`, `${role}.south`])
        const everybody = [...all, 'administrator', 'champion', 'director'].sort()
        const posts = all.filter((one) => !one.startsWith('assessor')).sort()
        expect(people(rows, 'person')).toEqual(
          wanted.people === 'everybody' ? everybody : wanted.people.split(' ').filter(Boolean),
        )
        expect(people(rows, 'post')).toEqual(wanted.posts === 'all' ? posts : wanted.posts.split(' ').filter(Boolean))
        expect(people(rows, 'campaign').join(' ')).toBe(wanted.campaigns)
        expect(
          people(rows, 'assessment')
            .map((id) => id.replace('.expert', ''))
            .join(' '),
        ).toBe(wanted.work)
        expect(people(rows, 'acknowledgement')).toHaveLength(wanted.work.split(' ').filter(Boolean).length)
        expect(rows.has('pack a.pack.p')).toBe(true)
        expect([...rows.keys()].filter((key) => / b/.test(key))).toEqual([])
      }),
    )

    it('[S14] tells a champion that work is there and signed, and nothing of what was found', () =>
      opened(async ({ log }) => {
        const { rows } = await told(log, champion, from(streamsOf('a')))
        const row = rows.get('assessment a.assignment.north.expert')
        expect(row?.versions).toHaveLength(1)
        expect(Object.keys(row?.fields ?? {}).sort()).toEqual(['assignment', 'campaign', 'role', 'signedAt', 'signedBy'])
        expect(JSON.stringify([...rows.values()].filter(({ kind }) => kind === 'acknowledgement'))).not.toContain('canari')
      }))

    it('[S14] hides from an officer what others still write about the own work', () =>
      opened(async ({ log }) => {
        const id = 'a.assignment.north.panel'
        const set = { campaign: 'a.campaign.north', assignment: 'a.assignment.north', role: 'panel', summary: 'brouillon' }
        await append(log, undefined, edit('assessment', id, set, { kind: 'create', stream: north }))
        for (const access of [officer, { ...officer, roles: ['officer', 'supervisor'] as const, units: [home as never] }])
          expect((await told(log, access, from(streamsOf('a')))).rows.has(`assessment ${id}`)).toBe(false)
        expect((await told(log, assessor, from(streamsOf('a')))).rows.has(`assessment ${id}`)).toBe(true)
      }))

    it('[S14] answers for a stream of another administration as for one that nobody ever heard of', () =>
      opened(async ({ log }) => {
        for (const access of [director, assessor, administrator]) {
          const visit = { device: 'tablet-1', incarnation: null, epoch: null, access }
          const meeting = await log.meet({ ...visit, cursors: from([...streamsOf('b'), 'nowhere', home]) })
          expect(Object.keys(meeting.streams)).toEqual([home])
          expect(Object.keys(meeting.cursors)).toEqual([home])
          expect(await log.page(from(streamsOf('b')), access)).toMatchObject({ changes: [], marks: [], more: false })
          expect((await log.directory(access)).map(({ stream }) => stream)).toEqual([home])
        }
        expect(await log.directory({ ...administrator, administration: null })).toEqual([])
      }))

    it('[S15] tells again what came into sight without having changed, and no reference data with it', () =>
      opened(async ({ log }) => {
        const before = await told(log, assessor, from(streamsOf('a')))
        const joined = { assessors: [personOf('a', 'assessor.south'), personOf('a', 'assessor.north')] }
        const base = { assessors: (await campaignRow(log)).writers['assessors'] ?? null }
        await append(log, undefined, edit('campaign', 'a.campaign.south', joined, { stream: south, base }))
        const after = await told(log, assessor, before.cursors)
        expect(people(after.rows, 'person')).toEqual(['assessor.north', 'assessor.south', 'officer.north', 'officer.south'])
        expect(people(after.rows, 'assessment')).toEqual(['south.expert'])
        expect(people(after.rows, 'pack')).toEqual([])
        expect((await told(log, assessor, after.cursors)).rows.size).toBe(0)
      }))

    it('[S15] says with another digest that something went out of sight, and goes on from there', () =>
      opened(async ({ log }) => {
        const both = { ...supervisor, units: [officeOfUnit('a', 'north'), officeOfUnit('a', 'south')] }
        const one = { ...both, units: [officeOfUnit('a', 'north')] }
        const visit = { device: 'tablet-1', incarnation: null, epoch: null, cursors: from(streamsOf('a')) }
        const [wide, narrow] = [await log.meet({ ...visit, access: both }), await log.meet({ ...visit, access: one })]
        expect(narrow.scope[home]).not.toBe(wide.scope[home])
        expect(narrow.scope[south]).not.toBe(wide.scope[south])
        expect(narrow.scope[north]).toBe(wide.scope[north])
        const before = await told(log, both, from(streamsOf('a')))
        const after = await told(log, one, before.cursors)
        expect(people(after.rows, 'person')).toEqual(['officer.north', 'supervisor.north'])
        expect(people(after.rows, 'assessment')).toEqual([])
        expect((await told(log, one, after.cursors)).rows.size).toBe(0)
      }))

    it.each([1, 2, 3])('[S15] [I5] tells everything again across pages of %i changes, while others write', (changes) =>
      opened(
        async ({ log }) => {
          const narrow = await told(log, assessor, from(streamsOf('a')))
          const wide = { ...assessor, roles: ['assessor', 'supervisor', 'administrator'] as const, units: [south as never] }
          let cursors = narrow.cursors
          const rows = new Map(narrow.rows)
          for (let round = 0; ; round += 1) {
            const page = await log.page(cursors, wide)
            for (const change of page.changes)
              if (change.line === 'put') rows.set(`${change.row.kind} ${change.row.id}`, change.row)
            cursors = { ...cursors, ...Object.fromEntries(page.marks.map(({ stream, cursor }) => [stream, cursor])) }
            if (round < 5)
              await append(log, undefined, edit('post', 'a.post.officer.south', { code: `p${round}` }, { stream: home }))
            else if (!page.more) break
            if (round > 200) throw new Error('the pages never end')
          }
          const fresh = await told(log, wide, from(streamsOf('a')))
          for (const [key, row] of fresh.rows) expect(rows.get(key), key).toEqual(row)
        },
        { changes, bytes: 1e6 },
      ),
    )

    it('[S15] keeps its place when nothing but work on what is in sight was done', () =>
      opened(async ({ log }) => {
        const visit = { device: 'tablet-1', incarnation: null, epoch: null, cursors: from(streamsOf('a')), access: assessor }
        const before = await log.meet(visit)
        const { cursors } = await told(log, assessor, from(streamsOf('a')))
        const set = { campaign: 'a.campaign.north', assignment: 'a.assignment.north', role: 'panel', summary: 'vu' }
        await append(log, undefined, edit('assessment', 'a.assignment.north.panel', set, { kind: 'create', stream: north }))
        expect((await log.meet(visit)).scope).toEqual(before.scope)
        expect([...(await told(log, assessor, cursors)).rows.keys()]).toEqual(['assessment a.assignment.north.panel'])
      }))
  })
}

const campaignRow = async (log: ServerLog): Promise<Row> => {
  const { changes } = await log.page({ [south]: beginning })
  for (const change of changes) if (change.line === 'put' && change.row.kind === 'campaign') return change.row
  throw new Error('no campaign')
}
