import { err, ok, type Result } from '../domain/result.ts'
import { type Table, type TableProblem, type TableRow, tableLimits, tableProblem } from './table.ts'

type Origin = Pick<Table, 'sheets' | 'sheet' | 'encoding' | 'separator'>

/**
 * Rows as they stand in a file, as a table: the first row with text is the header, rows without text are left out, columns
 * without any text at the end too, and every row has the header's width.
 */
export const headerTable = (raw: readonly TableRow[], origin: Origin): Result<Table, TableProblem> => {
  const filled = raw.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const [head, ...body] = filled
  if (!head) return err(tableProblem('table-empty'))
  if (body.length > tableLimits.rows) return err(tableProblem('too-many-rows', { limit: tableLimits.rows }))
  let width = 0
  for (const { cells, line } of filled) {
    width = Math.max(width, cells.findLastIndex((cell) => cell.trim() !== '') + 1)
    if (cells.some((cell) => cell.length > tableLimits.cell))
      return err(tableProblem('cell-too-long', { line, limit: tableLimits.cell }))
  }
  if (width > tableLimits.columns) return err(tableProblem('too-many-columns', { limit: tableLimits.columns }))
  const widened = (cells: readonly string[]): readonly string[] => Array.from({ length: width }, (_, i) => cells[i] ?? '')
  return ok({
    ...origin,
    headerLine: head.line,
    header: widened(head.cells),
    rows: body.map(({ line, cells }) => ({ line, cells: widened(cells) })),
  })
}
