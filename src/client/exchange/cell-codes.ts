import { attributesOf, tagsNamed } from './tags.ts'

/** How many digits a cell shows, by the index of its style, where its format is only zeros: 4512 in the format 000000 is 004512. */
export const codeWidths = (styles: string): ReadonlyMap<string, number> => {
  const codes = new Map(tagsNamed('numFmt', styles).map((format) => [format.get('numFmtId'), format.get('formatCode') ?? '']))
  const [, cellStyles = ''] = /<(?:[\w.-]{1,40}:)?cellXfs[\s>]([\s\S]*?)<\/(?:[\w.-]{1,40}:)?cellXfs/.exec(styles) ?? []
  return new Map(
    tagsNamed('xf', cellStyles).flatMap((style, i): [string, number][] => {
      const [zeros] = /^0{2,40}(?=;|$)/.exec(codes.get(style.get('numFmtId')) ?? '') ?? []
      return zeros === undefined ? [] : [[String(i), zeros.length]]
    }),
  )
}

/** A sheet with the numbers in cells of such styles spelled as they are shown, as text. */
export const withCodes = (sheet: string, widths: ReadonlyMap<string, number>): string =>
  widths.size === 0
    ? sheet
    : sheet.replaceAll(numberCell, (whole, prefix, attributes, between, raw) => {
        const cell = attributesOf(attributes)
        const width = widths.get(cell.get('s') ?? '')
        const value = Number(raw)
        if (width === undefined || (cell.get('t') ?? 'n') !== 'n' || !Number.isSafeInteger(value) || value < 0) return whole
        const others = attributes.replace(/\st\s{0,20}=\s{0,20}["']n["']/, '')
        return `<${prefix}c${others} t="str">${between}${String(value).padStart(width, '0')}`
      })

/** A cell up to the end of its number; a formula may stand before it. */
const numberCell =
  /<((?:[\w.-]{1,40}:)?)c(\s[^<>]{1,400})>(\s{0,20}(?:<\1f(?=[\s/>])[^<>]{0,400}(?:\/>|>[^<]{0,9000}<\/\1f>)\s{0,20})?<\1v>)([\d.eE+-]{1,40})(?=<\/\1v>)/g
