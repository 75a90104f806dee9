import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { tableOf } from '../../../src/client/exchange/table-of.ts'
import { inline, workbook, workbookEntries } from './workbook-file.ts'

const read = (bytes: Uint8Array, sheet?: string) => tableOf({ bytes, fileName: 'agents.xlsx', sheet })

const table = async (bytes: Uint8Array, sheet?: string) => {
  const found = await read(bytes, sheet)
  if (!found.ok) throw new Error(JSON.stringify(found.problem))
  return found.value
}

/** What is shown of numbers, each with a style of its own, below a header. */
const shown = async (cells: readonly (readonly [format: string, value: string])[], properties = '') => {
  const formats = [...new Set(cells.map(([format]) => format))]
  const styles = `<numFmts>${formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`).join('')}</numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs>${formats.map((_, i) => `<xf numFmtId="${164 + i}"><alignment/></xf>`).join('')}</cellXfs>`
  const rows = cells.map(([format, value]) => `<row><c s="${formats.indexOf(format)}"><v>${value}</v></c></row>`)
  const found = await table(
    workbook({ sheets: [{ name: 'A', rows: `<row>${inline('h')}</row>${rows.join('')}` }], styles, properties }),
  )
  return found.rows.map((row) => row.cells[0])
}

describe('a workbook', () => {
  it('is read with shared, inline and formula texts, numbers and gaps, by its own row numbers', async () => {
    const found = await table(
      workbook({
        sheets: [
          {
            name: 'Agents',
            rows: `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row><row r="3"/>
              <row r="5"><c r="A5" t="str"><f>A1&amp;"x"</f><v>ax</v></c><c r="B5"><v>12</v></c><c r="C5" t="inlineStr"><is><r><t>Traor</t></r><r><t xml:space="preserve">é </t></r></is></c></row>
              <row r="6"><c r="A6" t="b"><v>1</v></c><c r="B6" t="e"><v>#N/A</v></c><c r="C6"><f>1+1</f><v>2</v></c></row>
              <row r="7"><c r="A7" t="str"><f>A1</f></c><c r="B7" t="str"><v></v></c><c r="C7" t="s"/></row>
              <row r="8"><c r="A8" t="b"><v>0</v></c></row>`,
          },
        ],
        strings:
          '<si><t>Matricule</t></si><si><r><t>Nom &amp; </t></r><r><t>prénom</t></r><rPh sb="0" eb="1"><t>ruby</t></rPh></si>',
      }),
    )
    expect(found).toMatchObject({ sheets: ['Agents'], sheet: 'Agents', headerLine: 2, header: ['Matricule', '', 'Nom & prénom'] })
    expect(found.rows).toEqual([
      { line: 5, cells: ['ax', '12', 'Traoré '] },
      { line: 6, cells: ['TRUE', '', '2'] },
      { line: 8, cells: ['FALSE', '', ''] },
    ])
  })

  it('made by LibreOffice keeps accents, zeros, days and its visible sheets', async () => {
    const bytes = readFileSync('test/fixtures/personnel-libreoffice.xlsx')
    const found = await table(bytes)
    expect(found.sheets).toEqual(['Personnel', 'Unités & sites'])
    expect(found.header).toEqual(['Matricule', 'Nom', 'Prénom', 'Code', 'Entrée', 'Actif', 'Ancienneté', 'Téléphone'])
    expect(found.rows).toEqual([
      { line: 4, cells: ['00123', 'TRAORÉ', 'Awa', '004512', '2020-03-15', 'TRUE', '6', '22376543210987'] },
      { line: 5, cells: ['00456', 'KEÏTA', "N'Golo", '000007', '1999-12-31', 'FALSE', '26.5', ''] },
      { line: 8, cells: ['00789', 'NUÑEZ', 'Sœur "Ana"\nMaría', '123456', '2026-11-22T08:30', 'TRUE', '0', '120000000045'] },
    ])
    expect((await table(bytes, 'Unités & sites')).rows).toEqual([{ line: 2, cells: ['BSN', 'Bureau de Ségou'] }])
  })

  it('offers its visible sheets, reads the first and any other by name', async () => {
    const bytes = workbook({
      sheets: [
        { name: 'Listes', rows: `<row>${inline('caché')}</row>`, state: 'veryHidden' },
        { name: 'Agents', rows: `<row>${inline('a')}</row>` },
        { name: 'Postes &amp; unités', rows: `<row>${inline('b')}</row>` },
      ],
    })
    expect(await table(bytes)).toMatchObject({ sheets: ['Agents', 'Postes & unités'], sheet: 'Agents', header: ['a'] })
    expect(await table(bytes, 'Postes & unités')).toMatchObject({ header: ['b'] })
    expect(await read(bytes, 'Autre')).toMatchObject({ problem: { problem: 'sheet-unknown', params: { sheet: 'Autre' } } })
  })

  it('shows its sheets where all of them are hidden', async () => {
    const sheets = [{ name: 'A', rows: `<row>${inline('a')}</row>`, state: 'hidden' }]
    expect(await table(workbook({ sheets }))).toMatchObject({ sheets: ['A'], header: ['a'] })
  })

  it('is read where its elements carry a prefix and its names a backslash', async () => {
    const entries = workbookEntries({
      sheets: [{ name: 'A', rows: `<x:row r="4"><x:c t="inlineStr"><x:is><x:t>x</x:t></x:is></x:c></x:row>` }],
    })
    const slashed = Object.fromEntries(Object.entries(entries).map(([name, data]) => [name.replaceAll('/', '\\'), data]))
    expect(await table(zipSync(slashed))).toMatchObject({ header: ['x'], headerLine: 4 })
  })

  it('is read when it was stored without compression', async () => {
    const entries = workbookEntries({ sheets: [{ name: 'A', rows: `<row>${inline('x')}</row>` }] })
    expect(await table(zipSync(entries, { level: 0 }))).toMatchObject({ header: ['x'] })
  })

  it('keeps texts whole that hold sections, comments and characters of any kind', async () => {
    const cells = `${inline('Traor<![CDATA[é & <Fils>]]> Awa')}<c t="str"><v>dix<!-- 10 -->-sept</v></c>${inline('&#233; 😀 &amp;lt; _x0041_')}`
    const found = await table(workbook({ sheets: [{ name: 'A', rows: `<row>${cells}</row>` }] }))
    expect(found.header).toEqual(['Traoré & <Fils> Awa', 'dix-sept', 'é 😀 &lt; A'])
  })

  it('loses no text of thousands, wherever the reader pauses', async () => {
    const rows = Array.from({ length: 15_000 }, (_, i) => `<row>${inline(`agent ${i} &amp; é`)}<c><v>${i}</v></c></row>`).join('')
    const found = await table(workbook({ sheets: [{ name: 'A', rows }] }))
    expect(found.rows.filter(({ line, cells }) => cells.join() !== `agent ${line - 1} & é,${line - 1}`)).toEqual([])
    expect(found.rows.length).toBe(14_999)
  })
})

describe('a number in a cell', () => {
  it('is written in full, without the digits of binary rounding', async () => {
    const values = ['1.2345678901E+16', '20260000000000001', '0.1', '0.30000000000000004', '1.5E-7', '4512.0', '-3']
    expect(await shown(values.map((value) => ['General', value] as const))).toEqual([
      ...['12345678901000000', '20260000000000001', '0.1', '0.3', '0.00000015', '4512', '-3'],
    ])
  })

  it('has the zeros that its format shows', async () => {
    const cells = [
      ['000000', '4512'],
      ['000000', '4512.0'],
      ['00000;@', '7'],
      ['000000', '12.5'],
      ['000000', '-4'],
      ['000', '1234'],
      ['0', '5'],
    ] as const
    expect(await shown(cells)).toEqual(['004512', '004512', '00007', '12.5', '-4', '1234', '5'])
  })

  it('has them too where a formula finds it, and where the cell says that it is a number', async () => {
    const styles = '<numFmts><numFmt numFmtId="164" formatCode="0000"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'
    const rows = `<row><c s="0" t="n"><f>B1*2</f><v>12</v></c><c s='0' t='n'><f t="shared" si="0"/><v>13</v></c><c s="0"/><c s="0" t="str"><v>14</v></c></row>`
    expect(await table(workbook({ sheets: [{ name: 'A', rows }], styles }))).toMatchObject({ header: ['0012', '0013', '', '14'] })
  })

  it('is a day, a moment or hours only where its format says so', async () => {
    const cells = [
      ['dd/mm/yyyy', '46348', '2026-11-22'],
      ['[$-40C]d\\ mmmm\\ yyyy;@', '46348', '2026-11-22'],
      ['dd/mm/yyyy\\ hh:mm', '46348.3958333', '2026-11-22T09:30'],
      ['hh:mm:ss', '0.354166667', '08:30'],
      ['[h]:mm', '1.5', '36:00'],
      ['#,##0.00 &quot;jours&quot;', '46348', '46348'],
      ['General', '46348', '46348'],
      ['0.00E+00', '46348', '46348'],
    ] as const
    expect(await shown(cells.map(([format, value]) => [format, value]))).toEqual(cells.map(([, , text]) => text))
    expect(await shown([['dd/mm/yyyy', '1E+15']])).toEqual([])
  })

  it('counts days from 1904 where the workbook says so, in either spelling', async () => {
    for (const yes of ['1', 'true'])
      expect(await shown([['dd/mm/yyyy', '44886']], `<workbookPr date1904="${yes}"/>`)).toEqual(['2026-11-22'])
    expect(await shown([['dd/mm/yyyy', '46348']], `<workbookPr date1904="false"/>`)).toEqual(['2026-11-22'])
  })
})
