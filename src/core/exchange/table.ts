import type { Encoding } from './decode-text.ts'

/** What one table file may hold at most. */
export const tableLimits = {
  /** Bytes of the file as it comes. */
  bytes: 10 * 1024 * 1024,
  /** Bytes that a compressed file may unpack to. */
  unpacked: 64 * 1024 * 1024,
  rows: 20_000,
  columns: 200,
  /** Characters of one cell, what a spreadsheet allows. */
  cell: 32_767,
  /** Seconds until reading is given up. */
  seconds: 10,
} as const

/** A row with its place in the file: the line an editor shows, or the spreadsheet's own row number; both from 1. */
export type TableRow = { readonly line: number; readonly cells: readonly string[] }

/** A table as the user sees it: one header row, then rows of text cells, all of the same width. Rows without any text are left out. */
export type Table = {
  /** Visible sheets of the workbook, in order; for a text file the one table, called like the file. */
  readonly sheets: readonly string[]
  readonly sheet: string
  readonly encoding?: Encoding | undefined
  readonly separator?: string | undefined
  readonly headerLine: number
  readonly header: readonly string[]
  readonly rows: readonly TableRow[]
}

export const tableProblemCodes = [
  'file-too-large',
  'file-unpacks-too-large',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'quote-not-closed',
  'table-empty',
  'not-a-table',
  'xls-not-supported',
  'xlsx-unreadable',
  'sheet-unknown',
  'reading-too-slow',
] as const

export type TableProblem = {
  readonly problem: (typeof tableProblemCodes)[number]
  readonly params: { readonly [name: string]: string | number }
}

export const tableProblem = (problem: TableProblem['problem'], params: TableProblem['params'] = {}): TableProblem => ({
  problem,
  params,
})
