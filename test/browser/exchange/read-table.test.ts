import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../../src/client/exchange/read-table.ts'

describe('reading a table in the browser', () => {
  it('happens in a worker of its own', async () => {
    const bytes = new TextEncoder().encode('Matricule;Nom\r\n00123;Traoré\r\n')
    const found = await readTable(bytes, 'agents.csv')
    expect(found).toMatchObject({
      ok: true,
      value: { sheet: 'agents', separator: ';', rows: [{ line: 2, cells: ['00123', 'Traoré'] }] },
    })
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
