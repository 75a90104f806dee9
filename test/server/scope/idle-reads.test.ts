import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type CompiledQuery, Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../../../src/core/protocol/access/account.ts'
import { beginning, type Cursors } from '../../../src/core/protocol/cursor.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { nodeSqliteDialect } from '../../../src/server/store/sqlite-dialect.ts'
import { type Planted, plant } from '../../support/large-tables.ts'
import { scratchFolder } from '../../support/server-process.ts'
import { accessOf } from '../../support/two-administrations.ts'

const folder = scratchFolder()
const file = new DatabaseSync(join(folder.path, 'palier.db'))
const asked: CompiledQuery[] = []
const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(file), log: ({ query }) => void asked.push(query) })
let log: ServerLog
afterAll(async () => {
  await db.destroy()
  folder.remove()
})

const sites = ['s0', 's1', 's2']
const officers = Array.from({ length: 300 }, (_, at) => ({ id: at, site: `s${at % sites.length}` }))

const planted: readonly Planted[] = [
  { kind: 'administration', id: 'a', stream: 'a', fields: { name: 'a' } },
  ...sites.map((id): Planted => ({ kind: 'unit', id, stream: 'a', fields: { name: id, parent: null, site: true } })),
  ...sites.map(
    (site): Planted => ({ kind: 'campaign', id: `c-${site}`, stream: site, fields: { site, assessors: [`p-${site}`] } }),
  ),
  ...officers.flatMap(({ id, site }): readonly Planted[] => [
    { kind: 'person', id: `p${id}`, stream: 'a', fields: { familyName: 'x' } },
    { kind: 'post', id: `q${id}`, stream: 'a', fields: { unit: site, holder: `p${id}` } },
    { kind: 'assignment', id: `t${id}`, stream: site, fields: { campaign: `c-${site}`, officer: `p${id}`, unit: site } },
    { kind: 'assessment', id: `t${id}.expert`, stream: site, fields: { campaign: `c-${site}`, assignment: `t${id}` } },
  ]),
]

beforeAll(async () => {
  await migrate(db)
  log = await openLog(db)
  await plant(db, planted)
})

/** How SQLite goes through the entities for a statement: by which index, and by what of it. */
const waysThrough = ({ sql, parameters }: CompiledQuery): readonly string[] =>
  file
    .prepare(`explain query plan ${sql}`)
    .all(...(parameters as SQLInputValue[]))
    .map(({ detail }) => String(detail))
    .filter((detail) => /^(SCAN|SEARCH) (entity|other)\b/.test(detail))

/** Whatever goes through all rows of a stream, or of a kind. */
const isWide = (way: string): boolean => way.startsWith('SCAN') || /autoindex_entity_\d \((stream|kind)=\?\)/.test(way)

const person = 'p7' as Access['person']
const units = ['s1'] as unknown as Access['units']
const callers: readonly (readonly [string, Access])[] = [
  ['director of the whole', accessOf('a', 'hr-director', { person })],
  ['director of a unit', accessOf('a', 'hr-director', { person, units })],
  ['supervisor', accessOf('a', 'supervisor', { person, units })],
  ['supervisor of the own unit', accessOf('a', 'supervisor', { person })],
  ['assessor', accessOf('a', 'assessor', { person: 'p-s1' as Access['person'] })],
  ['assessor who is assessed', accessOf('a', 'assessor', { person: 'p-s1' as Access['person'], roles: ['assessor', 'officer'] })],
  ['officer', accessOf('a', 'officer', { person })],
  ['champion', accessOf('a', 'champion', { person })],
  ['administrator', accessOf('a', 'administrator', { person: null })],
]

describe('an exchange in which nothing is new', () => {
  it.each(callers)('reads no stream and no kind from end to end, for a %s', async (_, access) => {
    const visit = { device: 'd', incarnation: null, epoch: null, access }
    const begun = Object.fromEntries(['a', ...sites].map((stream) => [stream, beginning]))
    const { streams, scope } = await log.meet({ ...visit, cursors: begun })
    // The proof is left aside here: behind it stands the part that the place was given of.
    const heads: Cursors = Object.fromEntries(
      Object.entries(streams).map(([id, seq]) => [id, { seq, proof: `${'x'.repeat(32)}${scope[id] ?? ''}` }]),
    )
    asked.length = 0
    await log.meet({ ...visit, cursors: heads })
    const { changes, more } = await log.page(heads, access)
    expect([changes, more]).toEqual([[], false])
    expect(asked.flatMap(waysThrough).filter(isWide)).toEqual([])
    // A look that saw no statement would prove nothing.
    expect(asked.flatMap(waysThrough).length).toBeGreaterThan(0)
  })
})
