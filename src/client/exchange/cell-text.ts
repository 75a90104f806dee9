/** A number as the user knows it: no scientific notation, no digits of binary rounding. Whole numbers keep every digit. */
export const numberText = (raw: string): string => {
  const text = raw.trim()
  if (/^-?\d+$/.test(text) || text === '' || !Number.isFinite(Number(text))) return text
  const rounded = String(Number(Number(text).toPrecision(15)))
  const found = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(rounded)
  if (!found) return rounded
  const [, sign = '', lead = '', fraction = '', exponent = '0'] = found
  const power = Number(exponent)
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${lead}${fraction}`
  return `${sign}${lead}${fraction.padEnd(power, '0')}`
}

/** A value as the workbook's reader gives it, as text. */
export const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return value instanceof Date ? momentText(value) : String(value)
}

const second = 1000
const hour = 3_600_000
/** Day zero of a workbook: a moment in the two days from here is an hour of the clock or a span of hours. */
const dayZero = Date.UTC(1899, 11, 30)

/** ISO 8601: the day, with the minute where it is not midnight. An hour without a day stands alone. */
const momentText = (moment: Date): string => {
  const at = Math.round(moment.getTime() / second) * second
  if (Number.isNaN(at)) return ''
  const iso = new Date(at).toISOString()
  const [, day = '', minute = '', seconds = ''] = /^(.+)T(\d\d:\d\d):(\d\d)/.exec(iso) ?? []
  if (at >= dayZero && at < dayZero + 48 * hour) {
    const hours = Math.floor((at - dayZero) / hour)
    return `${String(hours).padStart(2, '0')}${minute.slice(2)}`
  }
  if (minute === '00:00' && seconds === '00') return day
  return `${day}T${minute}${seconds === '00' ? '' : `:${seconds}`}`
}
