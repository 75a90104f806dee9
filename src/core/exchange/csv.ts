/// <reference path="./papaparse.d.ts" />
import Papa from 'papaparse'
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
  const rows = declared ? parseCsv(text.slice(declared[0].length), separator, 2) : parseCsv(text, separator)
  return rows.ok ? headerTable(rows.value, { sheets: [name], sheet: name, encoding, separator }) : rows
}

const separators = [';', ',', '\t', '|'] as const

/** The separator that splits the first rows most evenly; on a tie the one that splits more, then `;` before `,`. */
export const detectSeparator = (text: string): string => {
  const sample = oneLineEnd(text.slice(0, 64 * 1024))
  const scored = separators.map((separator) => {
    const { data } = Papa.parse(sample, { delimiter: separator, newline: '\n', preview: 25 })
    const rows = data.filter((cells) => cells.some((cell) => cell !== ''))
    const whole = rows.length > 1 && sample.length < text.length ? rows.slice(0, -1) : rows
    const widths = whole.map((cells) => cells.length)
    const width = widths[0] ?? 1
    const even = widths.filter((other) => other === width).length / Math.max(1, widths.length)
    return { separator, score: width === 1 ? 0 : even * 1000 + Math.min(width, 500) }
  })
  return scored.reduce((best, other) => (other.score > best.score ? other : best)).separator
}

/**
 * Separated text as rows, each with the line it starts on; `first` is the line of the first. Line ends inside quotes belong to
 * their cell, and so tell how many lines a row takes up.
 */
export const parseCsv = (text: string, separator: string, first = 1): Result<readonly TableRow[], TableProblem> => {
  const lines = oneLineEnd(text)
  const { data, errors, meta } = Papa.parse(lines, { delimiter: separator, newline: '\n', preview: tableLimits.rows * 2 })
  const [wrong] = errors
  if (wrong) return err(tableProblem('quote-not-closed', { line: first + lineEnds(lines.slice(0, wrong.index)) }))
  if (meta.truncated) return err(tableProblem('too-many-rows', { limit: tableLimits.rows }))
  let line = first
  const rows = data.map((cells): TableRow => {
    const row = { line, cells }
    line += 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0)
    return row
  })
  return ok(lines.endsWith('\n') ? rows.slice(0, -1) : rows)
}

/** Files that went through several programs mix their line ends; Papa Parse takes one kind at a time. A second mark goes too. */
const oneLineEnd = (text: string): string => text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n')

const lineEnds = (text: string): number => (text.includes('\n') ? text.split('\n').length - 1 : 0)
