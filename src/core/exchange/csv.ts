import { err, ok, type Result } from '../domain/result.ts'
import { decodeText } from './decode-text.ts'
import { headerTable } from './header-table.ts'
import { type Table, type TableProblem, type TableRow, tableLimits, tableProblem } from './table.ts'

/** The bytes of a CSV or other separated text file as a table of that name; encoding and separator are found from the content. */
export const readCsv = (bytes: Uint8Array, name = ''): Result<Table, TableProblem> => {
  if (bytes.length > tableLimits.bytes) return err(tableProblem('file-too-large', { megabytes: tableLimits.bytes / 1024 / 1024 }))
  const { text, encoding } = decodeText(bytes)
  if (text.includes('\0')) return err(tableProblem('not-a-table'))
  const declared = /^sep=([;,|\t])(\r\n|\n|\r|$)/i.exec(text)
  const separator = declared?.[1] ?? detectSeparator(text)
  const rows = parseCsv(text, separator, declared ? declared[0].length : 0)
  return rows.ok ? headerTable(rows.value, { sheets: [name], sheet: name, encoding, separator }) : rows
}

const separators = [';', ',', '\t', '|'] as const

/** The separator that splits the first rows most evenly; on a tie the one that splits more, then `;` before `,`. */
export const detectSeparator = (text: string): string => {
  const sample = text.slice(0, 64 * 1024)
  const scored = separators.map((separator) => {
    const rows = parseRows(sample, separator, 0, 25).rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
    const whole = rows.length > 1 && sample.length < text.length ? rows.slice(0, -1) : rows
    const widths = whole.map(({ cells }) => cells.length)
    const width = widths[0] ?? 1
    const even = widths.filter((other) => other === width).length / Math.max(1, widths.length)
    return { separator, score: width === 1 ? 0 : even * 1000 + Math.min(width, 500) }
  })
  return scored.reduce((best, other) => (other.score > best.score ? other : best)).separator
}

/** Separated text as rows, each with the line it starts on. `from` skips a `sep=` line, whose line counts all the same. */
export const parseCsv = (text: string, separator: string, from = 0): Result<readonly TableRow[], TableProblem> => {
  const { rows, openSince, isCut } = parseRows(text, separator, from, tableLimits.rows * 2)
  if (openSince !== undefined) return err(tableProblem('quote-not-closed', { line: openSince }))
  return isCut ? err(tableProblem('too-many-rows', { limit: tableLimits.rows })) : ok(rows)
}

type Parsed = { rows: TableRow[]; openSince: number | undefined; isCut: boolean }

/**
 * RFC 4180 and what spreadsheets make of it: every kind of line ending, quotes doubled inside quotes, line ends inside quotes. A
 * quote inside an unquoted cell is an ordinary character, and so is text after a closing quote.
 */
const parseRows = (text: string, separator: string, from: number, most: number): Parsed => {
  const rows: TableRow[] = []
  let line = from > 0 ? 2 : 1
  let start = line
  let cells: string[] = []
  let at = from
  while (at < text.length) {
    if (rows.length >= most) return { rows, openSince: undefined, isCut: true }
    let cell = ''
    if (text[at] === '"') {
      const openSince = line
      for (at += 1; ; ) {
        const close = text.indexOf('"', at)
        if (close < 0) return { rows, openSince, isCut: false }
        const piece = text.slice(at, close)
        line += lineEnds(piece)
        cell += piece
        at = close + 1
        if (text[at] !== '"') break
        cell += '"'
        at += 1
      }
    }
    const end = cellEnd(text, separator, at)
    cell += text.slice(at, end)
    cells.push(cell)
    at = end + 1
    if (end < text.length && text[end] === separator) {
      if (at >= text.length) cells.push('')
      continue
    }
    if (text[end] === '\r' && text[at] === '\n') at += 1
    rows.push({ line: start, cells })
    line += 1
    start = line
    cells = []
  }
  if (cells.length > 0) rows.push({ line: start, cells })
  return { rows, openSince: undefined, isCut: false }
}

const cellEnd = (text: string, separator: string, from: number): number => {
  let at = from
  while (at < text.length) {
    const char = text[at]
    if (char === separator || char === '\n' || char === '\r') break
    at += 1
  }
  return at
}

const lineEnds = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0
