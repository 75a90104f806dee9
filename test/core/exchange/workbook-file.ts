import { strToU8, zipSync } from 'fflate'

export type WorkbookParts = {
  readonly sheets?: readonly { readonly name: string; readonly rows: string; readonly state?: string }[]
  readonly strings?: string
  readonly styles?: string
  readonly properties?: string
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (inner: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`

/** Rows and cells that do not say where they stand are numbered as they come. */
export const sheetXml = (rows: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet ${main}><sheetData>${numbered(rows)}</sheetData></worksheet>`

const numbered = (rows: string): string => {
  let [row, column] = [0, 0]
  return rows.replaceAll(/<((?:x:)?)(row|c)(?=[\s>])([^<>]*)/g, (_, prefix, name, rest) => {
    const [, letter, digits] = /\sr="([A-Z]*)(\d+)"/.exec(rest) ?? []
    if (name === 'row') [row, column] = [Number(digits ?? row + 1), 0]
    else column = letter ? letter.charCodeAt(0) - 64 : column + 1
    const place = name === 'row' ? row : `${String.fromCharCode(64 + column)}${row}`
    return `<${prefix}${name}${digits ? '' : ` r="${place}"`}${rest}`
  })
}

/** The parts of a workbook, as a spreadsheet program lays them out. */
export const workbookEntries = ({
  sheets = [],
  strings = '',
  styles = '',
  properties = '',
}: WorkbookParts): Record<string, Uint8Array> =>
  Object.fromEntries(
    Object.entries({
      '_rels/.rels': relations(`<Relationship Id="rId1" Type="${kind}/officeDocument" Target="xl/workbook.xml"/>`),
      'xl/workbook.xml': `<workbook ${main} xmlns:r="${kind}">${properties}<sheets>${sheets
        .map(
          ({ name, state }, i) =>
            `<sheet name="${name}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations(
        [
          ...sheets.map(
            (_, i) => `<Relationship Id="rId${i + 1}" Type="${kind}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
          ),
          `<Relationship Id="s" Type="${kind}/sharedStrings" Target="/xl/sharedStrings.xml"/>`,
          `<Relationship Id="t" Type="${kind}/styles" Target="styles.xml"/>`,
        ].join(''),
      ),
      'xl/sharedStrings.xml': `<sst ${main}>${strings}</sst>`,
      'xl/styles.xml': `<styleSheet ${main}>${styles}</styleSheet>`,
      ...Object.fromEntries(sheets.map(({ rows }, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(rows)])),
    }).map(([name, text]) => [name, strToU8(text)]),
  )

export const workbook = (parts: WorkbookParts): Uint8Array => zipSync(workbookEntries(parts))

export const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`
