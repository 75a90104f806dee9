import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** A moment as ISO text or milliseconds; a day as `YYYY-MM-DD`. */
export type Moment = string | number

/** Figures and dates in the words of one language. Formatters are dear to make, so one set a language is kept. */
export type Figures = {
  /** 0.714 → « 71 % ». */
  readonly percent: (share: number, digits?: number) => string
  readonly decimal: (value: number, digits?: number) => string
  readonly integer: (value: number) => string
  /** With its sign, and a true minus: « −2 », « +1 ». */
  readonly signed: (value: number, digits?: number) => string
  /** « 22 nov. 2026 ». A bare day is read as a day, in no time zone. */
  readonly date: (moment: Moment) => string
  /** « 22/11/2026 », for columns. */
  readonly shortDate: (moment: Moment) => string
  readonly time: (moment: Moment) => string
  readonly dateTime: (moment: Moment) => string
  /** The hour alone today, the day with it otherwise: what a safety line needs. */
  readonly sinceToday: (moment: Moment, now: Moment) => string
  /** « il y a 19 jours », « à l’instant », « dans 3 jours ». */
  readonly age: (moment: Moment, now: Moment) => string
  /** « a, b et c ». */
  readonly list: (items: readonly string[]) => string
  /** Orders names as this language does, accents and numbers included. */
  readonly compare: (one: string, other: string) => number
}

export const useFigures = (): Figures => {
  const { i18n } = useTranslation('ui')
  const language = i18n.language || 'fr'
  return useMemo(() => figuresIn(language), [language])
}

const made = new Map<string, Figures>()

export const figuresIn = (language: string): Figures => {
  const kept = made.get(language)
  if (kept) return kept
  const figures = makeFigures(language)
  made.set(language, figures)
  return figures
}

const makeFigures = (language: string): Figures => {
  const numbers = cached(
    (digits: number, style: 'decimal' | 'percent', sign: 'auto' | 'exceptZero') =>
      new Intl.NumberFormat(language, { style, signDisplay: sign, minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const dates = cached((options: string) => new Intl.DateTimeFormat(language, JSON.parse(options)))
  const format = (options: Intl.DateTimeFormatOptions) => (moment: Moment) =>
    dates(JSON.stringify(isDay(moment) ? { ...options, timeZone: 'UTC' } : options)).format(new Date(moment))
  const relative = cached(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }))
  const lists = cached(() => new Intl.ListFormat(language, { type: 'conjunction' }))
  const collator = cached(() => new Intl.Collator(language, { sensitivity: 'base', numeric: true }))
  const date = format({ day: 'numeric', month: 'short', year: 'numeric' })
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const dateTime = format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })
  return {
    percent: (share, digits = 0) => numbers(digits, 'percent', 'auto').format(share),
    decimal: (value, digits = 1) => numbers(digits, 'decimal', 'auto').format(value),
    integer: (value) => numbers(0, 'decimal', 'auto').format(value),
    signed: (value, digits = 0) => numbers(digits, 'decimal', 'exceptZero').format(value).replace('-', '−'),
    date,
    shortDate: format({ day: '2-digit', month: '2-digit', year: 'numeric' }),
    time,
    dateTime,
    sinceToday: (moment, now) => (date(moment) === date(now) ? time(moment) : dateTime(moment)),
    age: (moment, now) => {
      const [count, unit] = distance(moment, now)
      return relative().format(count, unit)
    },
    list: (items) => lists().format(items),
    compare: (one, other) => collator().compare(one, other),
  }
}

const isDay = (moment: Moment): boolean => typeof moment === 'string' && moment.length === 10

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Days up to two months: « il y a 19 jours » tells a director more than « le mois dernier ». */
const distance = (moment: Moment, now: Moment): readonly [number, Intl.RelativeTimeFormatUnit] => {
  const elapsed = new Date(moment).getTime() - new Date(now).getTime()
  const size = Math.abs(elapsed)
  if (isDay(moment)) return [Math.round((startOfDay(moment) - startOfDay(now)) / day), 'day']
  if (size < minute) return [0, 'second']
  if (size < hour) return [Math.trunc(elapsed / minute), 'minute']
  if (size < day) return [Math.trunc(elapsed / hour), 'hour']
  if (size < 61 * day) return [Math.trunc(elapsed / day), 'day']
  if (size < 730 * day) return [Math.trunc(elapsed / (30.44 * day)), 'month']
  return [Math.trunc(elapsed / (365.25 * day)), 'year']
}

/** Midnight of that day as if it stood in UTC, so that two days subtract to whole days across any change of clocks. */
const startOfDay = (moment: Moment): number => {
  const at = new Date(moment)
  return isDay(moment) ? at.getTime() : Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
}

const cached = <Key extends readonly unknown[], Value>(make: (...key: Key) => Value): ((...key: Key) => Value) => {
  const values = new Map<string, Value>()
  return (...key) => {
    const name = key.join()
    const kept = values.get(name)
    if (kept !== undefined) return kept
    const value = make(...key)
    values.set(name, value)
    return value
  }
}
