import { describe, expect, it } from 'vitest'
import type { StreamId } from '../../../../src/core/domain/id.ts'
import { scopeOf } from '../../../../src/core/protocol/entities.ts'
import type { Operation } from '../../../../src/core/protocol/operation.ts'
import { type Put, replyLineIn, replyLineText } from '../../../../src/core/protocol/reply.ts'
import type { Row } from '../../../../src/core/protocol/row.ts'
import { rowIn } from '../../../../src/core/protocol/row-text.ts'
import { openGlances } from '../../../../src/core/protocol/segment/glance.ts'
import { bytesOf } from '../../../../src/core/protocol/segment/row-bytes.ts'
import { rowsFrom, rowsOf } from '../../../../src/core/protocol/segment/rows.ts'
import { siteWork } from '../../../support/large-administration.ts'
import { merged } from '../../../support/merged.ts'
import { seeded } from '../../../support/random.ts'
import { deedsOf, envelopesOf } from '../../../support/site-operations.ts'

const stream = 'site-1' as StreamId
const row = (part: Partial<Row> = {}): Row => ({
  kind: 'assessment',
  id: 'a-1.expert',
  stream,
  rev: 3,
  fields: { campaign: 'c-1', summary: 'Évaluée' },
  writers: { campaign: 'o-1' as never, summary: 'o-2' as never },
  conflicts: [],
  versions: [],
  ...part,
})
const version = (operation: string) => ({
  operation: operation as never,
  author: null,
  wall: '2026-11-22T08:00:00.000Z',
  follows: [],
  content: {},
})
const lineOf = (of: Row): string => replyLineText({ line: 'put', stream, seq: 7, row: of })
const bytesIn = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const glanceAt = (line: string) => openGlances(bytesIn(line))(0, bytesIn(line).length - 1)
const plainly = (line: string) => rowsOf(bytesIn(line), stream, textOf)

describe('a row of a segment at a glance', () => {
  it('is found by what it is found by when it is read', () => {
    const found = glanceAt(lineOf(row()))
    expect(found).toMatchObject({ stream, seq: 7, kind: 'assessment', id: 'a-1.expert', home: stream, rev: 3, scope: 'c-1' })
  })

  it.each([
    [
      'accents and signs of four bytes',
      { fields: { campaign: 'c-1', summary: 'Évaluée “à fond” 👩🏾‍🏫 ✓ \u2028 "oui" \\ fin' } },
    ],
    ['braces and quotes in a text', { fields: { note: '{"campaign":"c-9"}],[', campaign: 'c-1' } }],
    ['another campaign further down', { fields: { deep: { campaign: 'c-9', list: [{ campaign: 'c-8' }] }, campaign: 'c-1' } }],
    ['a campaign that is no text', { fields: { campaign: null, summary: 'x' } }],
    ['numbers and words of every kind', { fields: { a: -1.5e-7, b: true, c: null, d: [], e: {}, f: [[], [1, 2]], g: 0 } }],
    ['a signed version', { versions: [{ operation: 'o-9', author: 'p-1', wall: '2026-11-22T08:00:00.000Z', follows: [] }] }],
    ['no create before it', { shell: true }],
    ['names that look like others', { fields: { 'campaign ': 'c-9', kampagne: 'c-8', id: 'x', kind: 'unit', rev: 9 } }],
  ] as [string, object][])('tells the same as the row itself: %s', (_, part) => {
    const versions = ((part as Partial<Row>).versions ?? []).map((one) => ({ ...one, content: row(part).fields }))
    const whole = row({ ...part, versions })
    const found = plainly(lineOf(whole))
    if (!found.ok) throw new Error('not read')
    const [put] = found.value as readonly Put[]
    const came = put && bytesOf(put.row)
    expect(came).toMatchObject({ scope: scopeOf(whole) })
    expect(came && textOf(came.bytes).length).toBe(came?.length)
    expect(came && rowIn(textOf(came.bytes))).toEqual(whole)
    expect({ ...put?.row }).toEqual(whole)
  })

  it.each([
    ['a conflict', row({ conflicts: [{ field: 'f' } as never] })],
    ['two signed versions', row({ versions: [version('o-1'), version('o-2')] })],
    ['nothing on it', row({ fields: {}, writers: {}, shell: true })],
    ['reference data', row({ kind: 'unit', id: 'u-1' })],
    ['homes before', row({ homes: ['site-0' as StreamId] })],
    ['an id that is written otherwise than it reads', row({ id: 'a-"1' })],
    ['a scope that is', row({ fields: { campaign: 'c-\n1' } })],
  ])('is left to be read where there is more to it: %s', (_, whole) => {
    expect(glanceAt(lineOf(whole))).toBeUndefined()
  })

  it.each([
    ['a name that is written otherwise than it reads', (line: string) => line.replace('"campaign":', '"\\u0063ampaign":')],
    ['a name that comes twice', (line: string) => line.replace('"rev":3', '"rev":3,"rev":4')],
    ['a name twice and another not at all', (line: string) => line.replace('"rev":3', '"id":"a-2"')],
    ['a writer that is no id', (line: string) => line.replace('"o-1":', '"o 1":')],
    ['a version with more to it', (line: string) => line.replace('"versions":[]', '"versions":[{"operation":"o-1"}]')],
    ['what nobody knows', (line: string) => line.replace('"rev":3', '"rev":3,"more":1')],
    ['something behind it', (line: string) => line.replace('}}\n', '}} \n')],
    ['a place beyond counting', (line: string) => line.replace('"seq":7', '"seq":12345678901234567890')],
  ])('is left to be read where it is not written as the server writes it: %s', (_, change) => {
    const changed = change(lineOf(row()))
    expect(changed).not.toBe(lineOf(row()))
    expect(glanceAt(changed)).toBeUndefined()
  })

  it('says of a whole site what reading every line says', () => {
    const made = new Map<string, Row>()
    for (const { text } of envelopesOf(deedsOf(siteWork(3, 60), ['Vu au poste.', 'À confirmer : « pièces ».']), 'tablet')) {
      const operation: Operation = JSON.parse(text)
      const key = `${operation.entity.kind}:${operation.entity.id}`
      made.set(key, merged(made.get(key), operation))
    }
    const rows = [...made.values()]
    const text = rows.map((one, at) => replyLineText({ line: 'put', stream, seq: at + 1, row: one })).join('')
    const [glanced, read] = [rowsOf(bytesIn(text), stream, textOf), rowsFrom(text, stream)]
    if (!glanced.ok || !read.ok) throw new Error('not read')
    expect(glanced.value.filter((change) => change.line === 'put' && bytesOf(change.row)).length).toBeGreaterThan(rows.length / 2)
    expect(glanced.value.map((change) => ({ ...change, row: { ...(change as Put).row } }))).toEqual(read.value)
  })

  it('is never told of a line that is none, wherever a byte is wrong or missing', () => {
    const chance = seeded(20_261_129)
    const fields = { campaign: 'c-1', 'rating:integrity': { kind: 'level', level: 3 }, summary: 'é"👩' }
    const whole = lineOf(row({ fields, versions: [{ ...version('o-3'), follows: ['o-1' as never], content: fields }] }))
    const bytes = bytesIn(whole)
    let glanced = 0
    for (let turn = 0; turn < 20_000; turn += 1) {
      const changed = bytes.slice(0, chance.chance(0.2) ? chance.below(bytes.length) : bytes.length)
      if (changed.length > 0)
        changed[chance.below(changed.length)] = chance.pick([...'"\\{}[],:0a\n\u007f'].map((sign) => sign.charCodeAt(0)))
      const end = changed.indexOf(10)
      const found = end < 0 ? undefined : openGlances(changed)(0, end)
      if (!found) continue
      const put = replyLineIn(textOf(changed.subarray(0, end))) as Put
      const { stream: told, seq, row: read } = put
      const { kind, id, stream: home, rev } = read
      expect(found).toMatchObject({ stream: told, seq, kind, id, home, rev, scope: scopeOf(read) })
      expect(textOf(changed.subarray(found.start, found.end)).length).toBe(found.length)
      glanced += 1
    }
    expect(glanced).toBeGreaterThan(100)
  })
})
