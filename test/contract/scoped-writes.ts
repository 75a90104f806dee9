import { describe, expect, it } from 'vitest'
import type { PersonId, StreamId } from '../../src/core/domain/id.ts'
import type { Access } from '../../src/core/protocol/access/account.ts'
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

/** What every log takes, and from whom, whatever it stores things in. */
export const scopedWritesContract = (name: string, open: (page?: PageLimits) => Promise<LogUnderTest>): void => {
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
  const problems = async (receipts: ReturnType<typeof append>) =>
    (await receipts).map(({ problem, status }) => problem?.problem ?? (status === 'refused' ? 'refused' : 'taken'))

  describe(`what a session may write, in ${name}`, () => {
    const assess = (person: PersonId, part: Partial<Operation> = {}) =>
      operation({
        kind: 'create',
        entity: { kind: 'assessment', id: 'a.assignment.north.panel' },
        stream: north,
        set: { campaign: 'a.campaign.north', assignment: 'a.assignment.north', role: 'panel', summary: 'vu' },
        author: person,
        ...part,
      })
    const own = assessor.person as PersonId

    it('[S16] refuses what is out of scope, keeps it, and lets it block nothing', () =>
      opened(async ({ log, quarantined }) => {
        const made = [
          assess(own),
          assess(personOf('a', 'assessor.south'), { entity: { kind: 'assessment', id: 'a.assignment.north.self' } }),
          edit('unit', 'a.office.north', { name: 'x' }, { stream: home, author: own }),
          edit('assessment', 'a.assignment.south.expert', { summary: 'x' }, { stream: south, author: own }),
          edit('assessment', 'b.assignment.north.expert', { summary: 'x' }, { stream: siteOf('b', 'north'), author: own }),
          edit('assessment', 'b.assignment.north.expert', { summary: 'x' }, { kind: 'create', stream: north, author: own }),
          assess(own, { set: { home: siteOf('b', 'north') }, kind: 'edit' }),
          assess(own, { set: { summary: 'revu' }, kind: 'edit' }),
        ]
        const refused = Array.from({ length: 6 }, () => 'out-of-scope')
        expect(await problems(append(log, assessor, ...made))).toEqual(['taken', ...refused, 'taken'])
        expect(await quarantined()).toBe(6)
        expect(
          (await told(log, accessOf('b', 'hr-director'), from(streamsOf('b')))).rows.get('assessment b.assignment.north.expert')
            ?.rev,
        ).toBe(2)
      }))

    it('[S16] takes an answer in the officer’s name from whoever’s tablet he gave it on, and in nobody else’s', () =>
      opened(async ({ log }) => {
        const answer = (author: PersonId, id: string) =>
          operation({
            kind: 'create',
            entity: { kind: 'acknowledgement', id },
            stream: north,
            set: {
              campaign: 'a.campaign.north',
              assessment: 'a.assignment.north.expert',
              outcome: 'attested',
              at: '2026-11-22T08:00:00.000Z',
            },
            author,
          })
        const answers = [answer(personOf('a', 'officer.north'), 'one'), answer(personOf('a', 'officer.south'), 'two')]
        expect(await problems(append(log, assessor, ...answers))).toEqual(['taken', 'out-of-scope'])
        expect(await problems(append(log, officer, answer(personOf('a', 'officer.north'), 'three')))).toEqual(['taken'])
        expect(await problems(append(log, officer, assess(officer.person as PersonId)))).toEqual(['out-of-scope'])
      }))

    it.each([
      ['administrator', administrator, ['unit', 'person', 'pack']],
      ['champion', champion, ['unit', 'person', 'pack', 'campaign']],
      ['HR director', director, ['unit', 'person', 'campaign']],
      ['supervisor', supervisor, ['assessment']],
      ['assessor', assessor, ['assessment']],
      ['officer', officer, []],
    ] as const)('[S16] takes from a session as %s what the role writes: %#', (_, access, kinds) =>
      opened(async ({ log }) => {
        const { person: author } = access
        const one = (kind: Operation['entity']['kind'], set: { readonly [field: string]: Json }, stream: StreamId = home) =>
          operation({ kind: 'create', entity: { kind, id: `new-${kind}` }, stream, set, author })
        const tried = [
          one('unit', { name: 'x' }),
          one('person', { grade: 'x' }),
          one('pack', { content: 'x' }),
          one('campaign', { name: 'x' }, north),
          one('assessment', { campaign: 'a.campaign.north', assignment: 'a.assignment.north', role: 'panel' }, north),
        ]
        const taken = tried.map(({ entity: { kind } }) =>
          (kinds as readonly string[]).includes(kind) ? 'taken' : 'out-of-scope',
        )
        expect(await problems(append(log, access, ...tried))).toEqual(taken)
      }),
    )

    it('[S16] judges work by the assignment that its name tells, whatever it says itself', () =>
      opened(async ({ log }) => {
        const other = accessOf('a', 'assessor', { person: personOf('a', 'officer.north'), roles: ['assessor', 'officer'] })
        const said = (set: { readonly [field: string]: Json }, access = other) =>
          assess(access.person as PersonId, { entity: { kind: 'assessment', id: 'a.assignment.north.supervisor' }, set })
        const assignment = 'a.assignment.north'
        const made = [
          said({ campaign: 'a.campaign.north', assignment, role: 'supervisor' }),
          said({ campaign: 'of nobody', assignment, role: 'supervisor' }),
          said({ campaign: 'of nobody', role: 'supervisor' }),
          said({ campaign: 'of nobody', assignment: 'of nobody', role: 'supervisor' }),
          said({ summary: 'x' }),
        ]
        expect(await problems(append(log, other, ...made))).toEqual(made.map(() => 'out-of-scope'))
        const mistaken = [
          said({ campaign: 'a.campaign.south', assignment, role: 'supervisor' }, assessor),
          said({ campaign: 'a.campaign.north', assignment: 'a.assignment.south', role: 'supervisor' }, assessor),
          said({ campaign: 'a.campaign.north', assignment, role: 'expert' }, assessor),
          said({ campaign: 'a.campaign.north', assignment, role: 'supervisor' }, assessor),
        ]
        expect(await problems(append(log, assessor, ...mistaken))).toEqual(['out-of-scope', 'bad-field', 'bad-field', 'taken'])
        const answer = edit('acknowledgement', 'a.assignment.south.expert.ack', { assessment: 'a.assignment.north.expert' }, {})
        const author = personOf('a', 'officer.north')
        expect(await problems(append(log, officer, { ...answer, stream: north, author }))).toEqual(['out-of-scope'])
        expect(await problems(append(log, undefined, { ...answer, stream: north, author }))).toEqual(['bad-field'])
      }))

    it('[S16] makes no demonstration of what is none, and nothing else of one', () =>
      opened(async ({ log }) => {
        const turned = (demonstration: boolean, author: PersonId | null) =>
          edit('administration', 'a', { demonstration }, { stream: home, author })
        expect(await problems(append(log, administrator, turned(true, null), turned(false, null)))).toEqual([
          'out-of-scope',
          'taken',
        ])
        expect(await problems(append(log, champion, turned(true, champion.person)))).toEqual(['out-of-scope'])
        const forged = assess(personOf('a', 'supervisor.north'), { author: personOf('a', 'supervisor.north') })
        expect(await problems(append(log, administrator, forged))).toEqual(['out-of-scope'])
        const made = {
          kind: 'create',
          entity: { kind: 'administration', id: 'c' },
          stream: 'c' as StreamId,
          author: null,
        } as const
        const founder = accessOf('a', 'administrator', { administration: null, person: null, account: 'founder' as never })
        const planted = operation({ ...made, set: { name: 'c', demonstration: true } })
        expect(await problems(append(log, founder, planted))).toEqual(['taken'])
      }))

    it('[S16] lets nobody put other units below those that they see, nor take a post elsewhere', () =>
      opened(async ({ log }) => {
        const limited = accessOf('a', 'hr-director', { units: [officeOfUnit('a', 'north')] })
        const moved = (access: Access, parent: string) =>
          edit('unit', 'a.office.south', { parent }, { stream: home, author: access.person })
        const fresh = operation({
          kind: 'create',
          entity: { kind: 'unit', id: 'a.new' },
          stream: home,
          set: { parent: 'a.office.north' },
          author: limited.person,
        })
        const named = edit('unit', 'a.office.north', { name: 'x' }, { stream: home, author: limited.person })
        expect(await problems(append(log, limited, moved(limited, 'a.office.north'), fresh, named))).toEqual([
          'out-of-scope',
          'taken',
          'taken',
        ])
        const made = operation({ ...fresh, id: 'made' as never, entity: { kind: 'unit', id: 'a.newer' } })
        const within = edit('unit', 'a.newer', { parent: 'a.new' }, { stream: home, author: limited.person })
        expect(await problems(append(log, limited, made, within))).toEqual(['taken', 'taken'])
        const both = { ...supervisor, roles: ['champion', 'supervisor'] } as const
        const held = (holder: string, post: string) =>
          edit('post', `a.post.officer.${post}`, { holder }, { stream: home, author: both.person })
        const own = both.person as string
        const tried = [
          held(own, 'south'),
          held(personOf('a', 'champion'), 'south'),
          held(own, 'north'),
          moved(both, 'a.office.north'),
        ]
        expect(await problems(append(log, both, ...tried))).toEqual(['out-of-scope', 'taken', 'taken', 'out-of-scope'])
        expect(await problems(append(log, director, moved(director, 'a.office.north')))).toEqual(['taken'])
      }))

    it('[S16] forbids nothing because of what is still to come', () =>
      opened(async ({ log }) => {
        const set = { campaign: 'a.campaign.later', assignment: 'a.assignment.later', role: 'expert', summary: 'vu' }
        const early = assess(own, { set, entity: { kind: 'assessment', id: 'a.assignment.later.expert' } })
        expect(await problems(append(log, assessor, early))).toEqual(['taken'])
      }))

    it('[S16] asks anew what was refused because of who sent it', () =>
      opened(async ({ log, quarantined }) => {
        const late = assess(own, { set: { summary: 'tard' }, kind: 'edit' })
        expect(await problems(append(log, { ...assessor, revoked: true }, late))).toEqual(['revoked'])
        expect(await problems(append(log, accessOf('a', 'officer'), late))).toEqual(['out-of-scope'])
        expect(await quarantined()).toBe(1)
        expect(await problems(append(log, assessor, late))).toEqual(['taken'])
        expect(await problems(append(log, { ...assessor, revoked: true }, late))).toEqual(['taken'])
      }))

    it('[S18] hears a revoked tablet, takes nothing of what it brings, and tells it nothing', () =>
      opened(async ({ log, quarantined }) => {
        const revoked = { ...assessor, revoked: true }
        const kept = assess(own)
        await append(log, assessor, kept)
        const late = assess(own, { set: { summary: 'tard' }, kind: 'edit' })
        expect(await problems(append(log, revoked, kept, late))).toEqual(['taken', 'revoked'])
        expect(await quarantined()).toBe(1)
        const visit = { device: 'tablet-1', incarnation: null, epoch: null, cursors: from(streamsOf('a')), access: revoked }
        expect(await log.meet(visit)).toMatchObject({ streams: {}, cursors: {}, scope: {}, durable: {} })
        expect((await log.page(from(streamsOf('a')), revoked)).changes).toEqual([])
      }))
  })
}
