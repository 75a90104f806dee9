import { type Day, daysBetween } from '../domain/time.ts'

const epoch: Day = '1970-01-01'

/** The day that lies so many days after 1970-01-01 by the civil calendar; before it when negative. */
export const dayOfNumber = (number: number): Day => {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
}

/** The day so many days later, or earlier when negative. */
export const dayAfter = (day: Day, days: number): Day => dayOfNumber(daysBetween(epoch, day) + days)

const digits = (value: number, width: number): string => String(value).padStart(width, '0')
