/** A moment as ISO 8601 in UTC, e.g. `2026-11-22T09:30:00.000Z`. Informative only: it orders nothing. */
export type Instant = string

/** A calendar day as `YYYY-MM-DD`, with no time zone: deadlines and campaign dates are days. */
export type Day = string

/** Days since 1970-01-01 by the civil calendar. */
const dayNumber = (day: Day): number => {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number)
  const shifted = m <= 2 ? y - 1 : y
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Whole days from one day to another, negative when the second comes first. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for a day that exists: 2026-02-30 does not. */
export const isDay = (text: string): text is Day => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return false
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = month === 2 && leap ? 29 : monthLengths[month - 1]
  return length !== undefined && day >= 1 && day <= length
}

/** The day so many days after 1970-01-01, by the same calendar. */
export const dayAt = (days: number): Day => {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  return `${String(year + era * 400 + (month <= 2 ? 1 : 0)).padStart(4, '0')}-${two(month)}-${two(day)}`
}

export const dayAfter = (day: Day, days: number): Day => dayAt(dayNumber(day) + days)

/** The same day so many months later or, where that month is shorter, its last one. */
export const addMonths = (day: Day, months: number): Day => {
  const [year = 0, month = 1, of = 1] = day.split('-').map(Number)
  const count = year * 12 + month - 1 + months
  const two = (value: number): string => String(value).padStart(2, '0')
  const first = `${String(Math.floor(count / 12)).padStart(4, '0')}-${two((((count % 12) + 12) % 12) + 1)}`
  for (let last = of; last > 28; last -= 1) if (isDay(`${first}-${two(last)}`)) return `${first}-${two(last)}`
  return `${first}-${two(Math.min(of, 28))}`
}
