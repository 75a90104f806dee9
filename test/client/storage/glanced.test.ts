import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { record } from '../../../src/client/storage/record.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import { replyLineText } from '../../../src/core/protocol/reply.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import type { Manifest } from '../../../src/core/protocol/segment/manifest.ts'
import { rowsFrom, rowsOf } from '../../../src/core/protocol/segment/rows.ts'
import { type DexieShelf, dexieShelfUnderTest } from '../../support/dexie-shelf.ts'
import { operation } from '../../support/operations.ts'
import { openSealed } from '../../support/sealed-database.ts'

const stream = 'north' as StreamId
const rowNamed = (at: number): Row => ({
  kind: 'assessment',
  id: `a-${at}`,
  stream,
  rev: 1 + (at % 3),
  fields: {
    campaign: `c-${at % 2}`,
    summary: `Évaluation n° ${at} 👩🏾‍🏫`,
    'rating:integrity': { kind: 'level', level: 1 + (at % 4) },
  },
  writers: Object.fromEntries(['campaign', 'summary', 'rating:integrity'].map((field) => [field, `o-${at}` as never])),
  conflicts: [],
  versions: [],
})
const text = Array.from({ length: 120 }, (_, at) => replyLineText({ line: 'put', stream, seq: at + 1, row: rowNamed(at) })).join(
  '',
)
const bytes = new TextEncoder().encode(text)

const manifest: Manifest = {
  manifest: 1,
  epoch: 'e1',
  stream,
  seq: 200,
  proof: 'p'.repeat(32),
  time: '2026-11-22T09:00:00.000Z',
  signature: 's'.repeat(86),
  segments: [{ hash: 'h'.repeat(43), bytes: 900, raw: bytes.length, rows: 120, part: 'rows' }],
}

const own = operation({ entity: { kind: 'assessment', id: 'a-7' }, stream, set: { summary: 'Repris ici' } })

/** A device with work of its own on one of the rows, and an older state of another, that takes a segment in. */
const deviceWith = async (open: typeof openDatabase, glancing: boolean): Promise<DexieShelf> => {
  const under = await dexieShelfUnderTest(undefined, open)
  const { shelf, replica, database } = under
  const older = { ...rowNamed(9), rev: 0, fields: { summary: 'avant' } }
  const put = { line: 'put', stream, seq: 1, row: older } as const
  await replica.take({ epoch: 'e1', time: '2026-11-21T09:00:00.000Z', changes: [put], marks: [], whole: [] })
  await record(database, [own])
  await shelf.begin(manifest)
  const found = glancing ? rowsOf(bytes, stream, (some) => new TextDecoder().decode(some)) : rowsFrom(text, stream)
  if (!found.ok) throw new Error('not read')
  await shelf.take([{ hash: manifest.segments[0]?.hash ?? '', changes: found.value }])
  return under
}

const sealed = ((name: string) => openSealed(name)) as typeof openDatabase

describe.each([
  ['a database', openDatabase],
  ['a sealed database', sealed],
])('rows of a segment that were only glanced at, in %s', (_, open) => {
  it('lie there as if each had been read, with own work on top', async () => {
    const [glanced, read] = [await deviceWith(open, true), await deviceWith(open, false)]
    const rows = await glanced.database.rows.toArray()
    expect(rows).toEqual(await read.database.rows.toArray())
    expect(rows).toHaveLength(120)
    expect(rows.find(({ key }) => key === 'assessment:a-7')).toMatchObject({
      row: { fields: { campaign: 'c-1' }, conflicts: [{ field: 'summary', value: 'Repris ici', operation: own.id }] },
      under: { fields: { summary: 'Évaluation n° 7 👩🏾‍🏫' } },
    })
    expect(await glanced.database.table('packs').count()).toBeGreaterThan(0)
    expect(await glanced.database.rows.get('assessment:a-33')).toMatchObject({ scope: 'c-1', row: rowNamed(33) })
    expect(await glanced.cursors()).toEqual(await read.cursors())
  })

  it('are tapped on like any other', async () => {
    const { database } = await deviceWith(open, true)
    const done = await record(database, [
      operation({ entity: { kind: 'assessment', id: 'a-40' }, stream, set: { summary: 'neuf' } }),
    ])
    expect(done).toMatchObject({ ok: true, value: [{ base: { summary: 'o-40' } }] })
    expect((await database.rows.get('assessment:a-40'))?.row.fields).toEqual({ ...rowNamed(40).fields, summary: 'neuf' })
  })
})
