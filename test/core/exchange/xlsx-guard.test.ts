import { constants, deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { tableOf } from '../../../src/client/exchange/table-of.ts'
import { inline, workbook, workbookEntries } from './workbook-file.ts'

const problem = async (bytes: Uint8Array) => {
  const found = await tableOf({ bytes, fileName: 'agents.xlsx' })
  return found.ok ? undefined : found.problem.problem
}

const sheetOf = (rows: string): Uint8Array => workbook({ sheets: [{ name: 'A', rows }] })

describe('a file that is no sound workbook', () => {
  it('is named for what it is', async () => {
    expect(await problem(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('xls-not-supported')
    expect(await problem(strToU8('%PDF-1.7 …'))).toBe('not-a-table')
    expect(await problem(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73]))).toBe('not-a-table')
    expect(await problem(new Uint8Array())).toBe('table-empty')
    expect(await problem(new Uint8Array(10 * 1024 * 1024 + 1))).toBe('file-too-large')
    expect(await problem(zipSync({ 'word/document.xml': strToU8('<w/>') }))).toBe('xlsx-unreadable')
    const openDocument = { mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': strToU8('<x/>') }
    expect(await problem(zipSync(openDocument, { level: 0 }))).toBe('not-a-table')
    expect(await problem(sheetOf(''))).toBe('table-empty')
  })

  it('is refused wherever it is cut, and wherever a byte is wrong it never breaks the reader', async () => {
    const sound = sheetOf(`<row>${inline('x'.repeat(50))}</row>`)
    for (let length = 4; length < sound.length; length += 7) expect(await problem(sound.slice(0, length))).toBe('xlsx-unreadable')
    for (let at = 4; at < sound.length; at += 1) {
      const broken = sound.slice()
      broken[at] = (broken[at] ?? 0) ^ 0xff
      await expect(problem(broken)).resolves.not.toThrow()
    }
  })

  it('gains nothing by entities: a workbook that declares some is refused, others stay as they stand', async () => {
    const lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    expect(await problem(sheetOf(`${lol}<row>${inline('&b;')}</row>`))).toBe('xlsx-unreadable')
    const found = await tableOf({ bytes: sheetOf(`<row>${inline('&b;')}</row>`), fileName: 'a.xlsx' })
    expect(found).toMatchObject({ value: { header: ['&b;'] } })
  })

  it('is refused with too many rows, too many columns or a cell too long', async () => {
    expect(await problem(sheetOf(`<row>${inline('x')}</row>`.repeat(20_002)))).toBe('too-many-rows')
    const wide = `<row><c r="A1" t="str"><v>a</v></c><c r="XFD1" t="str"><v>z</v></c></row>`
    expect(await problem(sheetOf(wide))).toBe('too-many-columns')
    expect(await problem(sheetOf(`<row>${inline('x'.repeat(40_000))}</row>`))).toBe('cell-too-long')
  })

  it('is taken where only looks reach to its last row and column', async () => {
    const rows = `<row>${inline('x')}<c r="XFD1" s="0"/></row><row r="1048576" ht="12"><c r="A1048576" s="0"></c></row>`
    expect(await problem(sheetOf(rows))).toBe(undefined)
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
  const headers = [
    { mark: 0x04034b50, method: 8, size: 18 },
    { mark: 0x02014b50, method: 10, size: 20 },
  ]
  for (const { mark, method, size } of headers)
    for (let at = 0; at + 46 < bytes.length; at += 1)
      if (view.getUint32(at, true) === mark && view.getUint32(at + size, true) === packed.length) {
        view.setUint16(at + method, 8, true)
        view.setUint32(at + size + 4, claimed, true)
      }
  return bytes
}

describe('a bomb of 0.4 MB that unpacks to 400 MB', () => {
  it.each([
    ['that says so', 400 * 1024 * 1024],
    ['that claims to be small', 1000],
  ])('%s is refused in five seconds without standing in memory', async (_, claimed) => {
    const bytes = bomb(claimed)
    expect(bytes.length).toBeLessThan(500_000)
    const memory = process.memoryUsage().arrayBuffers
    const started = performance.now()
    expect(await problem(bytes)).toBe('file-unpacks-too-large')
    expect(performance.now() - started).toBeLessThan(5000)
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(200 * 1024 * 1024)
  })

  it('of rows is refused at the row limit', async () => {
    const bytes = sheetOf(`<row>${inline('0')}</row>`.repeat(300_000))
    const started = performance.now()
    expect(await problem(bytes)).toBe('too-many-rows')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('of room is refused: two cells at far corners, a row beyond the last', async () => {
    const far = (column: string) => `<row>${inline('x')}</row><row r="1048576"><c r="${column}1048576"><v>1</v></c></row>`
    expect(await problem(sheetOf(far('GR')))).toBe('too-many-rows')
    expect(await problem(sheetOf(far('XFD')))).toBe('too-many-columns')
    expect(await problem(sheetOf('<row r="4000000000"/>'))).toBe('xlsx-unreadable')
  })
})
