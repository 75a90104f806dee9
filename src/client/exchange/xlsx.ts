import { err, ok, type Result } from '../../core/domain/result.ts'
import { headerTable } from '../../core/exchange/header-table.ts'
import { type Table, type TableProblem, type TableRow, tableLimits, tableProblem } from '../../core/exchange/table.ts'
import { type CellFormat, cellFormats, numberText } from './cell-format.ts'
import { type Archive, partText, planWorkbook, readPart } from './workbook-parts.ts'
import { type Element, elementsNamed, type Feed, unescapeXml } from './xml.ts'
import { openZip } from './zip.ts'

/** One sheet of an .xlsx workbook, the first visible one unless named. Unpacks no more than the limits allow, and never throws. */
export const readXlsx = (bytes: Uint8Array, sheetName?: string): Result<Table, TableProblem> => {
  const entries = openZip(bytes)
  if (!entries) return err(tableProblem('xlsx-unreadable'))
  const archive: Archive = { bytes, entries, budget: { left: tableLimits.unpacked } }
  const plan = planWorkbook(archive)
  if (!plan.ok) return plan
  const visible = plan.value.sheets.filter(({ isHidden }) => !isHidden)
  const sheets = visible.length > 0 ? visible : plan.value.sheets
  const sheet = sheetName === undefined ? sheets[0] : sheets.find(({ name }) => name === sheetName)
  if (!sheet) return err(tableProblem('sheet-unknown', { sheet: sheetName ?? '' }))
  const strings = plan.value.strings ? readStrings(archive, plan.value.strings) : ok([])
  if (!strings.ok) return strings
  const styles = plan.value.styles ? partText(archive, plan.value.styles) : ok('')
  if (!styles.ok) return styles
  const rows = readRows(archive, sheet.part, {
    strings: strings.value,
    formats: cellFormats(styles.value),
    startsIn1904: plan.value.startsIn1904,
  })
  return rows.ok ? headerTable(rows.value, { sheets: sheets.map(({ name }) => name), sheet: sheet.name }) : rows
}

type Lookup = {
  readonly strings: readonly string[]
  readonly formats: readonly CellFormat[]
  readonly startsIn1904: boolean
}

/** Characters of one row or one shared string; real ones are far below. */
const longestElement = 8 * 1024 * 1024

const readStrings = (archive: Archive, part: string): Result<readonly string[], TableProblem> => {
  const strings: string[] = []
  const feed = elementsNamed('si').feed(({ inner }) => {
    strings.push(richText(inner))
    return true
  }, longestElement)
  const problem = readFed(archive, part, feed)
  return problem ? err(problem) : ok(strings)
}

const readRows = (archive: Archive, part: string, lookup: Lookup): Result<readonly TableRow[], TableProblem> => {
  const rows: TableRow[] = []
  let line = 0
  const feed = elementsNamed('row').feed(({ attributes, inner }) => {
    line = Number(attributes.get('r') ?? line + 1)
    const cells = readCells(inner, lookup)
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
    return rows.length <= tableLimits.rows + 1
  }, longestElement)
  if (!archive.entries.has(part.toLowerCase())) return err(tableProblem('xlsx-unreadable'))
  const problem = readFed(archive, part, feed)
  return problem ? err(problem) : ok(rows)
}

const readFed = (archive: Archive, part: string, feed: Feed): TableProblem | undefined =>
  readPart(archive, part, feed.push) ?? (feed.isOverlong() ? tableProblem('xlsx-unreadable') : undefined)

const cellElements = elementsNamed('c')

/** Cells past the widest table allowed are gathered in one more column, so that they are noticed and cost nothing. */
const readCells = (row: string, lookup: Lookup): readonly string[] => {
  const cells: string[] = []
  let column = -1
  for (const cell of cellElements.all(row)) {
    column = columnOf(cell.attributes.get('r')) ?? column + 1
    const text = cellText(cell, lookup)
    if (text === '') continue
    const place = Math.min(column, tableLimits.columns)
    while (cells.length < place) cells.push('')
    cells[place] = text
  }
  return cells
}

/** `C7` and `AB12` name columns 2 and 27. */
const columnOf = (reference: string | undefined): number | undefined => {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1]
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : undefined
}

const valueElements = elementsNamed('v')

const cellText = ({ attributes, inner }: Element, lookup: Lookup): string => {
  const kind = attributes.get('t') ?? 'n'
  if (kind === 'inlineStr') return richText(inner)
  const raw = unescapeXml(valueElements.all(inner)[0]?.inner ?? '')
  switch (kind) {
    case 's':
      return lookup.strings[Number(raw)] ?? ''
    case 'n':
      return numberText(raw, lookup.formats[Number(attributes.get('s') ?? -1)] ?? { kind: 'number' }, lookup.startsIn1904)
    case 'b':
      return raw === '1' ? 'TRUE' : raw === '0' ? 'FALSE' : raw
    default:
      return withoutEscapes(raw)
  }
}

const textElements = elementsNamed('t')
const readingAids = elementsNamed('rPh')

/** The runs of a text without their looks and without phonetic readings. */
const richText = (inner: string): string =>
  textElements
    .all(inner.includes('rPh') ? readingAids.without(inner) : inner)
    .map((run) => withoutEscapes(unescapeXml(run.inner)))
    .join('')

/** `_x000D_` is how a workbook writes a character that XML cannot hold. */
const withoutEscapes = (text: string): string =>
  text.includes('_x') ? text.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))) : text
