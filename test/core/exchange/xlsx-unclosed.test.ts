import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { tableOf } from '../../../src/client/exchange/table-of.ts'
import { workbookEntries } from './workbook-file.ts'

const problem = async (bytes: Uint8Array) => {
  const found = await tableOf({ bytes, fileName: 'agents.xlsx' })
  return found.ok ? undefined : found.problem.problem
}

describe('a workbook of a million tags', () => {
  it('that never close is refused in time', async () => {
    const started = performance.now()
    for (const tag of ['<row>', '<row ', '<row><c>', '<row><c><is><t>', '<row a="', '<!--', '<![CDATA[']) {
      const sheet = { 'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${tag.repeat(1_000_000)}`) }
      expect(await problem(zipSync({ ...workbookEntries({ sheets: [{ name: 'A', rows: '' }] }), ...sheet }))).toBe(
        'xlsx-unreadable',
      )
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  }, 60_000)

  it.each([
    ['a text', (size: number) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(size)}</t></is></c></row>`],
    ['the attribute of a tag', (size: number) => `<row r="1" spans="${'x'.repeat(size)}"><c r="A1"><v>1</v></c></row>`],
  ])('and one whose tags lie far apart: %s that no spreadsheet can write', async (_, rows) => {
    const bytes = (size: number) => zipSync(workbookEntries({ sheets: [{ name: 'A', rows: rows(size) }] }))
    expect(await problem(bytes(200_000))).not.toBe('xlsx-unreadable')
    expect(await problem(bytes(300_001))).toBe('xlsx-unreadable')
  })
})
