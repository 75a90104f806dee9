import { dayOfNumber } from '../../core/exchange/calendar.ts'
import { elementsNamed } from './xml.ts'

/** How a spreadsheet shows a number: as it is, as a moment, or padded with zeros to a width (a code such as 000123). */
export type CellFormat = { readonly kind: 'number' | 'date' | 'time' | 'date-time' | 'elapsed' } | { readonly zeros: number }

const plain: CellFormat = { kind: 'number' }

/** The formats of a workbook's cell styles, by the index that cells name. */
export const cellFormats = (styles: string): readonly CellFormat[] => {
  const codes = new Map(
    elementsNamed('numFmt')
      .all(styles)
      .map(({ attributes }) => [attributes.get('numFmtId'), attributes.get('formatCode') ?? '']),
  )
  const [cellStyles] = elementsNamed('cellXfs').all(styles)
  return elementsNamed('xf')
    .all(cellStyles?.inner ?? '')
    .map(({ attributes }) => {
      const id = attributes.get('numFmtId')
      const code = codes.get(id)
      return code === undefined ? builtIn(Number(id)) : formatOf(code)
    })
}

/** Number formats that files name without spelling them out (ECMA-376 part 1, 18.8.30), with their East Asian twins. */
const builtIn = (id: number): CellFormat => {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return { kind: 'date' }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return { kind: 'time' }
  if (id === 22) return { kind: 'date-time' }
  return id === 46 ? { kind: 'elapsed' } : plain
}

export const formatOf = (code: string): CellFormat => {
  const first = code.split(';')[0] ?? ''
  if (/^0{2,40}$/.test(first)) return { zeros: first.length }
  if (/^(general|standard)$/i.test(first)) return plain
  const bare = first.replaceAll(/"[^"]*"|\\.|[_*]./g, '')
  if (/\[(h+|m+|s+)\]/i.test(bare)) return { kind: 'elapsed' }
  const marks = bare.replaceAll(/\[[^\]]*\]/g, '').toLowerCase()
  const hasTime = /[hs]/.test(marks)
  const hasDate = /[yd]/.test(marks) || (marks.includes('m') && !hasTime)
  if (hasDate) return { kind: hasTime ? 'date-time' : 'date' }
  return hasTime ? { kind: 'time' } : plain
}

/** A number as the user knows it: no scientific notation, no digits of binary rounding, dates in ISO 8601. */
export const numberText = (raw: string, format: CellFormat, startsIn1904: boolean): string => {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw.trim()
  if ('zeros' in format)
    return Number.isSafeInteger(value) && value >= 0 ? String(value).padStart(format.zeros, '0') : plainNumber(raw)
  if (format.kind === 'number' || value < 0 || value > 2_958_466) return plainNumber(raw)
  const seconds = Math.round(value * 86_400)
  const clock = clockText(seconds % 86_400)
  switch (format.kind) {
    case 'date':
      return dayText(Math.floor(value), startsIn1904)
    case 'date-time':
      return `${dayText(Math.floor(seconds / 86_400), startsIn1904)}T${clock}`
    case 'time':
      return clock
    case 'elapsed':
      return `${Math.floor(seconds / 3600)}:${pair(Math.floor(seconds / 60) % 60)}`
  }
}

/** Serial 60 is the 29 February 1900 that never was; spreadsheets count it for the sake of an ancestor's mistake. */
const dayText = (serial: number, startsIn1904: boolean): string =>
  dayOfNumber(startsIn1904 ? serial - 24_107 : serial < 60 ? serial - 25_568 : serial - 25_569)

const clockText = (seconds: number): string => {
  const clock = `${pair(Math.floor(seconds / 3600))}:${pair(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 === 0 ? clock : `${clock}:${pair(seconds % 60)}`
}

const pair = (value: number): string => String(value).padStart(2, '0')

const plainNumber = (raw: string): string => {
  const text = raw.trim()
  if (/^-?\d+$/.test(text)) return text
  const rounded = String(Number(Number(text).toPrecision(15)))
  const found = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(rounded)
  if (!found) return rounded
  const [, sign = '', lead = '', fraction = '', exponent = '0'] = found
  const power = Number(exponent)
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${lead}${fraction}`
  return `${sign}${lead}${fraction.padEnd(power, '0')}`
}
