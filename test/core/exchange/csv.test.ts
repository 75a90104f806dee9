import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectSeparator, parseCsv, readCsv } from '../../../src/core/exchange/csv.ts'
import { decodeText } from '../../../src/core/exchange/decode-text.ts'
import { type CsvCell, englishStyle, exportCsv, frenchStyle, withoutFormula } from '../../../src/core/exchange/write-csv.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const table = (text: string) => {
  const found = readCsv(bytesOf(text), 'agents')
  if (!found.ok) throw new Error(JSON.stringify(found.problem))
  return found.value
}

const cellsOf = (text: string): readonly (readonly string[])[] => {
  const { header, rows } = table(text)
  return [header, ...rows.map(({ cells }) => cells)]
}

describe('a separated text file', () => {
  it.each([';', ',', '\t', '|'])('is split at %j, found by itself', (separator) => {
    const found = table(`a${separator}b${separator}c\n1${separator}2${separator}3\n`)
    expect(found).toMatchObject({ separator, sheets: ['agents'], sheet: 'agents', header: ['a', 'b', 'c'] })
    expect(found.rows).toEqual([{ line: 2, cells: ['1', '2', '3'] }])
  })

  it('is split at what makes even rows, not at the commas of its sentences', () => {
    expect(detectSeparator('nom;remarque\nTRAORÉ;"oui, non, peut-être"\nKEÏTA;bien, merci, et vous\n')).toBe(';')
    expect(detectSeparator('nom,montant\nA,"1;2;3"\nB,"4;5"\n')).toBe(',')
  })

  it('may declare its separator on a first line', () => {
    const found = table('sep=;\r\na,b;c\r\n1,2;3\r\n')
    expect(found).toMatchObject({ separator: ';', headerLine: 2, header: ['a,b', 'c'] })
    expect(found.rows[0]).toEqual({ line: 3, cells: ['1,2', '3'] })
  })

  it('keeps the line at which each row begins, also after quoted line ends', () => {
    const found = table('a;b\r\n"x\r\ny\nz";1\r\n\r\n;;\r\nw;2')
    expect(found.rows).toEqual([
      { line: 2, cells: ['x\ny\nz', '1'] },
      { line: 7, cells: ['w', '2'] },
    ])
  })

  it('may end its lines in any of three ways', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(cellsOf(`a;b${end}1;2${end}`)).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ])
  })

  it('may mix its line ends, as files do that went through several programs', () => {
    const found = table('a;b\r\n1;2\n3;"4\r5"\r6;7\r\n')
    expect(found.rows).toEqual([
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: ['3', '4\n5'] },
      { line: 5, cells: ['6', '7'] },
    ])
  })

  it('doubles quotes inside quotes, and takes those inside a cell without quotes as they stand', () => {
    expect(cellsOf('a;b\n"dit ""oui""";5" tuyau\n')).toEqual([
      ['a', 'b'],
      ['dit "oui"', '5" tuyau'],
    ])
  })

  it('may begin with two marks, having been saved twice', () => {
    expect(table('\ufeff\ufeffa;b\n"1\n2";3\n4;5\n')).toMatchObject({ header: ['a', 'b'], rows: [{ line: 2 }, { line: 4 }] })
  })

  it('loses the empty columns at its end, and no others', () => {
    expect(cellsOf('a;;b;;\n1;;;;\n')).toEqual([
      ['a', '', 'b'],
      ['1', '', ''],
    ])
    expect(cellsOf('a;b\n1;2;3;\n4\n')).toEqual([
      ['a', 'b', ''],
      ['1', '2', '3'],
      ['4', '', ''],
    ])
  })

  it('keeps zeros before a number', () => {
    expect(cellsOf('m\n00123\n')).toEqual([['m'], ['00123']])
  })

  it('is refused with a reason', () => {
    const problem = (text: string | Uint8Array) => {
      const found = readCsv(typeof text === 'string' ? bytesOf(text) : text)
      return found.ok ? undefined : found.problem
    }
    expect(problem('a;b\n1;2\n3;"4\n5;6\n')).toEqual({ problem: 'quote-not-closed', params: { line: 3 } })
    expect(problem('sep=;\na;b\n"1\n2";3\n"Bureau" Nord;x\n"Sud";y\n')).toEqual({
      problem: 'quote-not-closed',
      params: { line: 5 },
    })
    expect(problem('')).toEqual({ problem: 'table-empty', params: {} })
    expect(problem(' ;\n\n')).toEqual({ problem: 'table-empty', params: {} })
    expect(problem('a\0b')).toEqual({ problem: 'not-a-table', params: {} })
    expect(problem('a\n'.repeat(20_002))?.problem).toBe('too-many-rows')
    expect(problem('a\n'.repeat(2_000_000))?.problem).toBe('too-many-rows')
    expect(problem(';a'.repeat(201))?.problem).toBe('too-many-columns')
    expect(problem('a;b\n'.concat('x'.repeat(40_000)))).toEqual({ problem: 'cell-too-long', params: { line: 2, limit: 32_767 } })
    expect(problem(new Uint8Array(10 * 1024 * 1024 + 1))?.problem).toBe('file-too-large')
  })

  it('with twenty thousand rows is taken whole', () => {
    expect(table('a\n'.repeat(20_001)).rows.length).toBe(20_000)
  })
})

describe('the encoding of a text file', () => {
  const words = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && !text.startsWith('\ufeff'))
  const utf16 = (text: string, order: 'little' | 'big'): number[] =>
    [...text]
      .flatMap((char) => char.split(''))
      .flatMap((unit) => {
        const code = unit.charCodeAt(0)
        return order === 'little' ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]
      })

  it('is UTF-8 where it can be, with a byte order mark or without', () => {
    fc.assert(
      fc.property(words, (text) => {
        const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(text)])
        expect(decodeText(marked)).toEqual({ text, encoding: 'utf-8' })
      }),
    )
    expect(decodeText(bytesOf('Kéïta;Ségou;€'))).toEqual({ text: 'Kéïta;Ségou;€', encoding: 'utf-8' })
  })

  it('is what every decoder makes of UTF-8, well-formed or not', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const { text, encoding } = decodeText(bytes)
        if (encoding === 'utf-8') expect(text).toBe(strict.decode(bytes))
        if (encoding === 'windows-1252') expect(() => strict.decode(bytes)).toThrow()
      }),
      { numRuns: 3000 },
    )
  })

  it('is UTF-16 by its mark', () => {
    fc.assert(
      fc.property(words, (text) => {
        const [little, big] = [utf16(text, 'little'), utf16(text, 'big')]
        expect(decodeText(new Uint8Array([0xff, 0xfe, ...little]))).toEqual({ text, encoding: 'utf-16le' })
        expect(decodeText(new Uint8Array([0xfe, 0xff, ...big]))).toEqual({ text, encoding: 'utf-16be' })
      }),
    )
  })

  it('is UTF-16 by its zeros where it has no mark', () => {
    const text = 'Matricule;Nom;Prénom\r\n00123;Traoré;Awa\r\n'
    expect(decodeText(new Uint8Array(utf16(text, 'little')))).toEqual({ text, encoding: 'utf-16le' })
    expect(decodeText(new Uint8Array(utf16(text, 'big')))).toEqual({ text, encoding: 'utf-16be' })
  })

  it('is Windows-1252 otherwise', () => {
    const windows = new TextDecoder('windows-1252')
    const every = new Uint8Array(Array.from({ length: 255 }, (_, i) => i + 1))
    expect(decodeText(every)).toEqual({ text: windows.decode(every), encoding: 'windows-1252' })
    const traore = new Uint8Array([0x54, 0x72, 0x61, 0x6f, 0x72, 0xe9, 0x20, 0x9c, 0x80])
    expect(decodeText(traore).text).toBe('Traoré œ€')
  })
})

describe('a table written as CSV', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
    fc.string({ unit: fc.constantFrom('"', ';', ',', '\n', '\r', '\t', ' ', '|', 'a', 'é', '=', "'") }),
  )

  it('is read back cell by cell, whatever the cells hold, with one kind of line end', () => {
    const read = (text: string): string => withoutFormula(text).replaceAll(/\r\n?/g, '\n')
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 5 })
          .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })),
        fc.constantFrom(frenchStyle, englishStyle),
        (rows, style) => {
          const parsed = parseCsv(exportCsv(rows, style).slice(1), style.separator)
          expect(parsed.ok && parsed.value.map(({ cells }) => cells)).toEqual(rows.map((row) => row.map(read)))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('opens in a French spreadsheet: mark, semicolons, decimal comma', () => {
    expect(
      exportCsv([
        ['Écart', 'Taux', 'Rien'],
        [-2, 0.85, null],
      ]),
    ).toBe('\ufeffÉcart;Taux;Rien\r\n-2;0,85;\r\n')
    expect(exportCsv([[0.85, 'a,b']], englishStyle)).toBe('\ufeff0.85,"a,b"\r\n')
  })

  it('never holds a formula, in ten thousand hostile cells', () => {
    const lead = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', ' ', '\u00a0', '"', "'", ';', ',')
    const hostile = fc
      .tuple(fc.array(lead, { maxLength: 3 }), fc.constantFrom('1+1', 'cmd|calc!A0', 'HYPERLINK("x")', 'SUM(A1)', '', 'é'))
      .map(([start, rest]) => start.join('') + rest)
    const rows: (readonly string[])[] = fc.sample(hostile, 10_000).map((text) => [text, 'fin'])
    const text = exportCsv(rows)
    const parsed = parseCsv(text.slice(1), ';')
    const cells = parsed.ok ? parsed.value.map((row) => row.cells[0] ?? '') : []
    expect(cells.length).toBe(10_000)
    expect(cells.filter((found) => /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/u.test(found))).toEqual([])
    expect(cells.some((found) => found.startsWith("'="))).toBe(true)
  })

  it('leaves figures of its own as figures, and has no cell for what is no figure', () => {
    const figures: CsvCell[] = [-2, 0, 1e21, Number.NaN, Number.POSITIVE_INFINITY, undefined]
    expect(exportCsv([figures])).toBe('\ufeff-2;0;1e+21;;;\r\n')
  })
})
