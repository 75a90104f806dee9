import { type TableProblem, tableLimits, tableProblem } from '../../core/exchange/table.ts'

/** The last row that a spreadsheet can have. */
const lastRow = 1_048_576
/** Rows with anything in them; many may hold only formulas that show nothing, so it is more than a table may have. */
const mostRows = tableLimits.rows * 5
/** Cells of the rectangle that all values lie in: the reader fills it, whatever the file leaves out. */
const mostCells = 20_000_000

/** Strict, so that no tag says one thing here and another to the reader: a tag written otherwise has no end here. */
const rowOrCell =
  /<(?:[\w.-]{1,40}:)?(?:row|c)(?=[\s/>])((?:\s+(?:[\w.-]{1,40}:(?!r[\s=]))?[\w.-]{1,40}\s{0,20}=\s{0,20}(?:"[^"&]*"|'[^'&]*'))*)\s{0,20}(\/?>)?(<\/)?/g
const reference = /\sr\s{0,20}=\s{0,20}["']([A-Z]{0,3})(\d{1,12})["']/

/**
 * What is too much in a sheet, found without reading it: two cells in far corners would make the reader ask for more memory than
 * there is, and the browser would close the page.
 */
export const extentProblem = (sheet: string): TableProblem | undefined => {
  let [rows, bottom, width] = [0, 0, 0]
  for (const [, attributes = '', end, closing] of sheet.matchAll(rowOrCell)) {
    const [, letters = '', digits = ''] = reference.exec(attributes) ?? []
    const row = Number(digits)
    if (end === undefined || row > lastRow) return tableProblem('xlsx-unreadable')
    if (letters === '' || end === '/>' || closing !== undefined) continue
    if (row > bottom) {
      bottom = row
      rows += 1
    }
    width = Math.max(width, columnOf(letters))
    if (width > tableLimits.columns) return tableProblem('too-many-columns', { limit: tableLimits.columns })
    if (rows > mostRows || bottom * width > mostCells) return tableProblem('too-many-rows', { limit: tableLimits.rows })
  }
  return undefined
}

/** `A` is column 1, `AB` column 28. */
const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
