/** Words from people or files are strings; figures of our own are numbers, and only those may begin with a minus. */
export type CsvCell = string | number | null | undefined

export type CsvStyle = {
  readonly separator: ';' | ','
  /** The decimal mark of numbers. */
  readonly decimal: ',' | '.'
}

/** What a spreadsheet set to French opens by a double click. */
export const frenchStyle: CsvStyle = { separator: ';', decimal: ',' }
export const englishStyle: CsvStyle = { separator: ',', decimal: '.' }

/** Rows as the text of a CSV file: RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. */
export const exportCsv = (rows: readonly (readonly CsvCell[])[], style: CsvStyle = frenchStyle): string =>
  `\ufeff${rows.map((row) => `${row.map((cell) => cellText(cell, style)).join(style.separator)}\r\n`).join('')}`

const cellText = (cell: CsvCell, style: CsvStyle): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'number') return quoted(withoutFormula(cell))
  const figure = Number.isFinite(cell) ? String(cell).replace('.', style.decimal) : ''
  return figure.includes(style.separator) ? quoted(figure) : figure
}

/**
 * A cell that a spreadsheet would take for a formula, with an apostrophe before it. The signs are OWASP's for CSV
 * injection, with their full-width twins; white space before them is looked through, as spreadsheets do.
 */
export const withoutFormula = (text: string): string =>
  /^[\t\r\n]|^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text

/** Quoted whenever any common separator stands inside, not only ours: the reader's program may split at another. */
const quoted = (text: string): string => (/[";,|\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
