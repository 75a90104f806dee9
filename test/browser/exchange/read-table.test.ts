import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../../src/client/exchange/read-table.ts'
import { workbook } from '../../core/exchange/workbook-file.ts'

describe('reading a table in the browser', () => {
  it('happens in a worker of its own', async () => {
    const bytes = new TextEncoder().encode('Matricule;Nom\r\n00123;Traoré\r\n')
    const found = await readTable(bytes, 'agents.csv')
    expect(found).toMatchObject({
      ok: true,
      value: { sheet: 'agents', separator: ';', rows: [{ line: 2, cells: ['00123', 'Traoré'] }] },
    })
  })

  it('reads a workbook of some size there, with nothing but that worker', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, i) => `<row><c t="inlineStr"><is><t>agent ${i}</t></is></c><c><v>${i}</v></c></row>`,
    )
    const found = await readTable(workbook({ sheets: [{ name: 'Agents', rows: rows.join('') }] }), 'agents.xlsx')
    expect(found).toMatchObject({ ok: true, value: { sheets: ['Agents'], header: ['agent 0', '0'] } })
    expect(found.ok && found.value.rows.at(-1)).toEqual({ line: 5000, cells: ['agent 4999', '4999'] })
  })

  it('gives up on a file that would keep the worker busy, while the screen goes on', async () => {
    const rows = strToU8(
      `<worksheet><sheetData>${'<row><c t="str"><v>x</v></c></row>'.repeat(1_000_000)}</sheetData></worksheet>`,
    )
    const bytes = zipSync({ 'xl/worksheets/sheet1.xml': rows })
    const found = await readTable(bytes, 'bombe.xlsx', { seconds: 0.001 })
    expect(found).toMatchObject({ ok: false })
  })
})
