import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { columnFigures } from '../../../../src/core/domain/column-figures.ts'
import { answer, columnState } from '../../../../src/core/domain/report-columns.ts'
import { replyLineText } from '../../../../src/core/protocol/reply.ts'
import { decodeColumns, encodeColumns } from '../../../../src/core/protocol/segment/columns.ts'
import { manifestClaim, manifestsIn } from '../../../../src/core/protocol/segment/manifest.ts'
import { segmentName } from '../../../../src/core/protocol/segment/name.ts'
import { rowsFrom } from '../../../../src/core/protocol/segment/rows.ts'
import { isSignedBy } from '../../../../src/server/store/keys.ts'

const recorded = (name: string): string => readFileSync(join(import.meta.dirname, 'recorded', name), 'utf8').trim()
const columns = Uint8Array.from(Buffer.from(recorded('columns-1.base64'), 'base64'))

describe('[V1] what was recorded of a first download', () => {
  it('as columns of version 1 is read, and written again to the byte', () => {
    const found = decodeColumns(columns)
    if (!found.ok) throw new Error(found.problem.problem)
    const { value } = found
    expect(value.people.map(({ familyName }) => familyName).sort()).toEqual(['Coulibaly', 'Traoré', 'a-3'].sort())
    expect([...value.state].sort()).toEqual([columnState.toDo, columnState.underWay, columnState.signed])
    expect([...value.answers]).toContain(answer.notApplicable)
    expect(columnFigures([value])).toMatchObject({
      sums: { required: 3, rated: 2, met: 1, notObserved: 1, essentialShortfalls: 1 },
      completeness: { assigned: 3, signed: 1, underWay: 1, latest: '2026-11-22' },
    })
    expect(encodeColumns(value)).toEqual(columns)
  })

  it('as manifests is read, and its signature still covers all of it', () => {
    const [manifest, ...others] = manifestsIn(recorded('manifests-1.json')) ?? []
    if (!manifest) throw new Error('no manifest')
    expect(others).toEqual([])
    expect(manifest).toMatchObject({
      stream: 'site-1',
      seq: 731,
      segments: [{ hash: segmentName(columns), part: 'columns' }, { rows: 212 }],
    })
    expect(isSignedBy(recorded('key.txt'), manifestClaim(manifest), manifest.signature)).toBe(true)
    expect(
      isSignedBy(recorded('key.txt'), manifestClaim({ ...manifest, time: '2026-11-23T10:00:00.000Z' }), manifest.signature),
    ).toBe(false)
  })
})

describe('what is none of ours', () => {
  it('is no manifest: cut, with another key, or with a segment too large', () => {
    const text = recorded('manifests-1.json')
    for (const wrong of [
      text.slice(0, -1),
      '{"manifests":[{}]}',
      text.replace('"seq"', '"place"'),
      text.replace('51234', '9999999999'),
      '<html>',
    ])
      expect(manifestsIn(wrong)).toBeUndefined()
  })

  it('is no row: of another stream, half a line, or another kind of line', () => {
    const row = { kind: 'unit', id: 'u', stream: 's', rev: 1, fields: {}, writers: {}, conflicts: [], versions: [] }
    const line = replyLineText({ line: 'put', stream: 's', seq: 1, row } as never).trimEnd()
    const rows = (text: string) => rowsFrom(text, 's' as never)
    expect(rows(`${line}\n${line}\n`)).toMatchObject({ ok: true, value: [{ seq: 1 }, { seq: 1 }] })
    expect(rows(`${line}\n${line.slice(0, -3)}`)).toEqual({ ok: false, problem: { problem: 'rows-unreadable', line: 2 } })
    expect(rows(`${line}\n${line.replaceAll('"s"', '"t"')}\n`)).toEqual({
      ok: false,
      problem: { problem: 'rows-unreadable', line: 2 },
    })
    expect(rows('{"line":"end","more":false}\n')).toEqual({ ok: false, problem: { problem: 'rows-unreadable', line: 1 } })
  })
})
