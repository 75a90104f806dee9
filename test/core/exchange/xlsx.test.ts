import { constants, deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { formatOf, numberText } from '../../../src/client/exchange/cell-format.ts'
import { tableOf } from '../../../src/client/exchange/table-of.ts'
import { sheetXml, workbook, workbookEntries } from './workbook-file.ts'

const read = (bytes: Uint8Array, sheet?: string) => tableOf({ bytes, fileName: 'agents.xlsx', sheet })

const table = (bytes: Uint8Array, sheet?: string) => {
  const found = read(bytes, sheet)
  if (!found.ok) throw new Error(JSON.stringify(found.problem))
  return found.value
}

const problem = (bytes: Uint8Array) => {
  const found = read(bytes)
  return found.ok ? undefined : found.problem.problem
}

const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`

describe('a workbook', () => {
  it('is read with shared, inline and formula texts, numbers and gaps, by its own row numbers', () => {
    const found = table(
      workbook({
        sheets: [
          {
            name: 'Agents',
            rows: `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row><row r="3"/>
              <row r="5"><c r="A5" t="str"><f>A1&amp;"x"</f><v>ax</v></c><c r="B5"><v>12</v></c><c r="C5" t="inlineStr"><is><r><t>Traor</t></r><r><t xml:space="preserve">é </t></r></is></c></row>
              <row r="6"><c r="A6" t="b"><v>1</v></c><c r="B6" t="e"><v>#N/A</v></c></row>`,
          },
        ],
        strings:
          '<si><t>Matricule</t></si><si><r><t>Nom &amp; </t></r><r><t>prénom</t></r><rPh sb="0" eb="1"><t>ruby</t></rPh></si>',
      }),
    )
    expect(found).toMatchObject({ sheets: ['Agents'], sheet: 'Agents', headerLine: 2, header: ['Matricule', '', 'Nom & prénom'] })
    expect(found.rows).toEqual([
      { line: 5, cells: ['ax', '12', 'Traoré '] },
      { line: 6, cells: ['TRUE', '#N/A', ''] },
    ])
  })

  it('offers its visible sheets, reads the first and any other by name', () => {
    const bytes = workbook({
      sheets: [
        { name: 'Listes', rows: `<row>${inline('caché')}</row>`, state: 'veryHidden' },
        { name: 'Agents', rows: `<row>${inline('a')}</row>` },
        { name: 'Postes &amp; unités', rows: `<row>${inline('b')}</row>` },
      ],
    })
    expect(table(bytes)).toMatchObject({ sheets: ['Agents', 'Postes & unités'], sheet: 'Agents', header: ['a'] })
    expect(table(bytes, 'Postes & unités').header).toEqual(['b'])
    expect(read(bytes, 'Autre')).toMatchObject({ problem: { problem: 'sheet-unknown', params: { sheet: 'Autre' } } })
  })

  it('is read where its elements carry a prefix and its names a backslash', () => {
    const entries = workbookEntries({
      sheets: [{ name: 'A', rows: `<x:row r="4"><x:c t="inlineStr"><x:is><x:t>x</x:t></x:is></x:c></x:row>` }],
    })
    const slashed = Object.fromEntries(Object.entries(entries).map(([name, data]) => [name.replaceAll('/', '\\'), data]))
    expect(table(zipSync(slashed))).toMatchObject({ header: ['x'], headerLine: 4 })
  })

  it('is read when it was stored without compression', () => {
    expect(
      table(zipSync(workbookEntries({ sheets: [{ name: 'A', rows: `<row>${inline('x')}</row>` }] }), { level: 0 })).header,
    ).toEqual(['x'])
  })

  it('shows dates as ISO days, codes with their zeros and numbers in full', () => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="165"/></cellXfs>`
    const cells = [
      ['1', '46348', '2026-11-22'],
      ['2', '4512', '004512'],
      ['3', '46348.3958333', '2026-11-22T09:30'],
      ['0', '1.2345678901E+16', '12345678901000000'],
      ['0', '0.1', '0.1'],
      ['0', '0.30000000000000004', '0.3'],
      ['0', '1.5E-7', '0.00000015'],
      ['0', '20260000000000001', '20260000000000001'],
    ] as const
    const rows = `<row>${inline('h')}</row>${cells.map(([style, value]) => `<row><c s="${style}"><v>${value}</v></c></row>`).join('')}`
    const found = table(workbook({ sheets: [{ name: 'A', rows }], styles }))
    expect(found.rows.map((row) => row.cells[0])).toEqual(cells.map(([, , shown]) => shown))
  })

  it('counts days from 1904 where it says so', () => {
    const rows = `<row>${inline('h')}</row><row><c s="0"><v>44886</v></c></row>`
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    const found = table(workbook({ sheets: [{ name: 'A', rows }], styles, properties: '<workbookPr date1904="1"/>' }))
    expect(found.rows[0]?.cells).toEqual(['2026-11-22'])
  })
})

describe('a number in a cell', () => {
  it('is a moment only where its format has days or hours', () => {
    expect(formatOf('dd/mm/yy')).toEqual({ kind: 'date' })
    expect(formatOf('[$-40C]d\\ mmmm\\ yyyy;@')).toEqual({ kind: 'date' })
    expect(formatOf('hh:mm:ss')).toEqual({ kind: 'time' })
    expect(formatOf('[h]:mm')).toEqual({ kind: 'elapsed' })
    expect(formatOf('#,##0.00 "jours"')).toEqual({ kind: 'number' })
    expect(formatOf('General')).toEqual({ kind: 'number' })
    expect(formatOf('0.00E+00')).toEqual({ kind: 'number' })
  })

  it('keeps the calendar right around the day that never was', () => {
    expect(['1', '59', '61', '367'].map((serial) => numberText(serial, { kind: 'date' }, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '1901-01-01',
    ])
  })
})

describe('a file that is no sound workbook', () => {
  it('is named for what it is', () => {
    expect(problem(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('xls-not-supported')
    expect(problem(strToU8('%PDF-1.7 …'))).toBe('not-a-table')
    expect(problem(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73]))).toBe('not-a-table')
    expect(problem(new Uint8Array())).toBe('table-empty')
    expect(problem(new Uint8Array(10 * 1024 * 1024 + 1))).toBe('file-too-large')
    expect(problem(zipSync({ 'word/document.xml': strToU8('<w/>') }))).toBe('xlsx-unreadable')
    expect(problem(workbook({ sheets: [{ name: 'A', rows: '' }] }))).toBe('table-empty')
  })

  it('is refused wherever it is cut, and wherever a byte is wrong it never breaks the reader', () => {
    const sound = workbook({ sheets: [{ name: 'A', rows: `<row>${inline('x'.repeat(50))}</row>` }] })
    for (let length = 4; length < sound.length; length += 7) expect(problem(sound.slice(0, length))).toBe('xlsx-unreadable')
    for (let at = 4; at < sound.length; at += 1) {
      const broken = sound.slice()
      broken[at] = (broken[at] ?? 0) ^ 0xff
      expect(() => read(broken)).not.toThrow()
    }
  })

  it('gains nothing by entities, which are not expanded', () => {
    const lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    const found = table(
      workbook({ sheets: [{ name: 'A', rows: `${lol}<row>${inline('&b;&c; &#233;&#x1F600; &#99999999;')}</row>` }] }),
    )
    expect(found.header).toEqual(['&b;&c; é😀 &#99999999;'])
  })

  it('is refused with too many rows, too many columns or a cell too long', () => {
    const many = `<row>${inline('x')}</row>`.repeat(20_002)
    expect(problem(workbook({ sheets: [{ name: 'A', rows: many }] }))).toBe('too-many-rows')
    const wide = `<row><c r="A1" t="str"><v>a</v></c><c r="XFD1" t="str"><v>z</v></c></row>`
    expect(problem(workbook({ sheets: [{ name: 'A', rows: wide }] }))).toBe('too-many-columns')
    expect(problem(workbook({ sheets: [{ name: 'A', rows: `<row>${inline('x'.repeat(40_000))}</row>` }] }))).toBe('cell-too-long')
  })
})

/**
 * A sheet of 400 MB of spaces in 0.4 MB: one packed megabyte, four hundred times. The archive says the truth of its size,
 * or a lie.
 */
const bomb = (claimed: number): Uint8Array => {
  const megabyte = deflateRawSync(new Uint8Array(1024 * 1024).fill(0x20), { finishFlush: constants.Z_FULL_FLUSH })
  const packed = new Uint8Array(megabyte.length * 400 + 2)
  for (let i = 0; i < 400; i += 1) packed.set(megabyte, i * megabyte.length)
  packed.set([3, 0], megabyte.length * 400)
  const name = 'xl/worksheets/sheet1.xml'
  const bytes = zipSync({ ...workbookEntries({ sheets: [{ name: 'A', rows: '' }] }), [name]: [packed, { level: 0 }] })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 46 < bytes.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 20, true) === packed.length) {
      view.setUint16(at + 10, 8, true)
      view.setUint32(at + 24, claimed, true)
    }
  return bytes
}

describe('a bomb of 0.4 MB that unpacks to 400 MB', () => {
  it.each([
    ['that says so', 400 * 1024 * 1024],
    ['that claims to be small', 1000],
  ])('%s is refused in five seconds without standing in memory', (_, claimed) => {
    const bytes = bomb(claimed)
    expect(bytes.length).toBeLessThan(500_000)
    const memory = process.memoryUsage().arrayBuffers
    const started = performance.now()
    expect(problem(bytes)).toBe('file-unpacks-too-large')
    expect(performance.now() - started).toBeLessThan(5000)
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(200 * 1024 * 1024)
  })

  it('of rows is refused at the row limit', () => {
    const rows = `<row>${inline('0')}</row>`.repeat(1_000_000)
    const bytes = zipSync({
      ...workbookEntries({ sheets: [{ name: 'A', rows: '' }] }),
      'xl/worksheets/sheet1.xml': strToU8(sheetXml(rows)),
    })
    const started = performance.now()
    expect(problem(bytes)).toBe('too-many-rows')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('of tags that never close is refused in time', () => {
    const started = performance.now()
    for (const tag of ['<row>', '<row ', '<row><c>', '<row><c><is><t>', '<row a="'])
      expect(problem(workbook({ sheets: [{ name: 'A', rows: tag.repeat(2_000_000) }] }))).toMatch(/xlsx-unreadable|table-empty/)
    expect(performance.now() - started).toBeLessThan(20_000)
  }, 30_000)
})
