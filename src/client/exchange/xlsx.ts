import { strFromU8, strToU8, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { headerTable } from '../../core/exchange/header-table.ts'
import { type Table, type TableProblem, type TableRow, tableProblem } from '../../core/exchange/table.ts'
import { codeWidths, withCodes } from './cell-codes.ts'
import { cellText, numberText } from './cell-text.ts'
import { extentProblem } from './sheet-extent.ts'
import { unpack } from './unpack.ts'
import { type Sheet, type WorkbookPlan, workbookParts, workbookPlan } from './workbook-plan.ts'

/** One sheet of an .xlsx workbook, the first visible one unless named. Unpacks no more than the limits allow. */
export const readXlsx = async (bytes: Uint8Array, sheetName?: string): Promise<Result<Table, TableProblem>> => {
  const about = unpackTexts(bytes, Object.values(workbookParts))
  if (!about.ok) return about
  const { [workbookParts.workbook]: workbook = '', [workbookParts.relations]: relations = '' } = about.value
  const plan = workbookPlan(workbook, relations)
  if (plan.sheets.length === 0) return err(tableProblem('xlsx-unreadable'))
  const sheet = sheetName === undefined ? plan.sheets[0] : plan.sheets.find(({ name }) => name === sheetName)
  if (!sheet) return err(tableProblem('sheet-unknown', { sheet: sheetName ?? '' }))
  const parts = unpackTexts(bytes, [sheet.part, plan.strings, plan.styles])
  if (!parts.ok) return parts
  const problem = extentProblem(parts.value[sheet.part] ?? '')
  if (problem) return err(problem)
  const rows = await readRows({ ...about.value, ...parts.value }, plan, sheet)
  return rows.ok ? headerTable(rows.value, { sheets: plan.sheets.map(({ name }) => name), sheet: sheet.name }) : rows
}

type Texts = { readonly [part: string]: string }

const unpackTexts = (bytes: Uint8Array, names: readonly string[]): Result<Texts, TableProblem> => {
  const parts = unpack(bytes, new Set(names))
  if (!parts.ok) return parts
  const texts = Object.entries(parts.value).map(([name, part]) => [name, plainXml(part)] as const)
  // A tag inside a tag is a declaration of entities or a file gone wrong, on which a reader could spend minutes.
  const isOdd = texts.some(([, text]) => /<[^<>]*</.test(text) || isDeep(text) || isLong(text))
  return isOdd ? err(tableProblem('xlsx-unreadable')) : ok(Object.fromEntries(texts))
}

/** The parts of a workbook nest a dozen tags. */
const deepest = 100

/** Whether tags stand within one another further than any workbook's: mostly they never close, and a reader takes minutes to say so. */
const isDeep = (xml: string): boolean => {
  let depth = 0
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const next = xml[at + 1]
    if (next === '/') depth -= 1
    else if (next !== '?' && next !== '!' && xml[xml.indexOf('>', at) - 1] !== '/') depth += 1
    if (depth > deepest) return true
  }
  return false
}

/** From one tag to the next: a cell holds 32,767 characters at most, each written with seven at most (`_x000D_`). */
const longest = 300_000

/**
 * Whether a tag and the text after it are longer than any workbook's. The reader takes a part in pieces, smaller ones when the
 * machine is slow, and begins anew with each piece that ends nothing: on a busy tablet such a text took it a minute.
 */
const isLong = (xml: string): boolean => {
  let at = 0
  while (at >= 0 && xml.length - at > longest) {
    const next = xml.indexOf('<', at + 1)
    if ((next < 0 ? xml.length : next) - at > longest) return true
    at = next
  }
  return false
}

/** Sections and comments inside a text would make the reader keep only what follows them. */
const plainXml = (part: Uint8Array): string => {
  const text = strFromU8(part)
  if (!text.includes('<!')) return text
  return text.replaceAll(/<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)/g, (_, section: string | undefined) =>
    (section ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  )
}

/**
 * Packs the parts anew, without compression, for the reader: it gets nothing that was not counted, and does not start workers of
 * its own from texts, which the page's security headers forbid.
 */
const readRows = async (texts: Texts, plan: WorkbookPlan, sheet: Sheet): Promise<Result<readonly TableRow[], TableProblem>> => {
  const widths = codeWidths(texts[plan.styles] ?? '')
  const prepared = {
    ...texts,
    // The reader takes only the number for true.
    [workbookParts.workbook]: texts[workbookParts.workbook]?.replace(/(?<=\sdate1904=["'])true/, '1') ?? '',
    [sheet.part]: withCodes(texts[sheet.part] ?? '', widths),
  }
  const entries = Object.entries(prepared).map(([name, text]) => [name, strToU8(text)] as const)
  const archive = zipSync(Object.fromEntries(entries), { level: 0 })
  try {
    const rows = await readSheet(new Blob([archive]), sheet.place, { trim: false, parseNumber: numberText })
    return ok(rows.map((cells, i) => ({ line: i + 1, cells: cells.map(cellText) })))
  } catch {
    return err(tableProblem('xlsx-unreadable'))
  }
}
