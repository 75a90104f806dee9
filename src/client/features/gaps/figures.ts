import { useMemo } from 'react'
import { type Figures as Formats, figuresIn, useFigures } from '../../ui/number.ts'

/**
 * The one place where a report's figure becomes text. Rounding is fixed here and not left to each browser, so that two
 * devices with the same assessments print the same report to the digit.
 */
export type ReportFigures = Omit<Formats, 'percent' | 'decimal' | 'signed'> & {
  /** A share 0–1 with one decimal; 100 % and 0 % stand bare, and only where a share is whole or nothing. */
  readonly percent: (share: number | undefined) => string
  /** A share beside the threshold that it is measured against: one that lies below never reads like it. */
  readonly percentUnder: (share: number | undefined, threshold: number) => string
  /** A mean or a weighted figure, two decimals; nought only where there is nothing. */
  readonly decimal: (value: number | undefined) => string
  /** A gap in levels with its sign, and a true minus: −2, 0, +1. */
  readonly signed: (value: number | undefined) => string
}

/** What stands where there is no figure: it is not zero. */
export const noFigure = '–'

export const reportFiguresOf = (formats: Formats): ReportFigures => {
  const tenths = (of: number): string => formats.percent(of / 1000, of % 1000 === 0 ? 0 : 1)
  return {
    ...formats,
    percent: given((share) => tenths(tenthsOfPercent(share))),
    percentUnder: (share, threshold) => given((of) => tenths(tenthsUnder(of, threshold)))(share),
    decimal: given((value) => formats.decimal(hundredthsOf(value) / 100, 2)),
    signed: given((value) => formats.signed(Math.round(value * 100) / 100, digitsOf(value))),
  }
}

export const reportFiguresIn = (language: string): ReportFigures => reportFiguresOf(figuresIn(language))

export const useReportFigures = (): ReportFigures => {
  const formats = useFigures()
  return useMemo(() => reportFiguresOf(formats), [formats])
}

const given =
  (format: (value: number) => string) =>
  (value: number | undefined): string =>
    value === undefined ? noFigure : format(value)

/** The number that `percent` writes out, for a column of numbers. */
export const percentOf = (share: number): number => tenthsOfPercent(share) / 10

/** The number that `decimal` writes out. */
export const decimalOf = (value: number): number => hundredthsOf(value) / 100

const tenthsOfPercent = (share: number): number => {
  const nearest = Math.round(share * 1000)
  if (nearest >= 1000 && share < 1) return 999
  return nearest <= 0 && share > 0 ? 1 : nearest
}

const tenthsUnder = (share: number, threshold: number): number => {
  const nearest = tenthsOfPercent(share)
  return share < threshold ? Math.min(nearest, tenthsOfPercent(threshold) - 1) : nearest
}

/** A gap that exists is never rounded to none. */
const hundredthsOf = (value: number): number => Math.round(value * 100) || Math.sign(value)

/** As many decimals as a value has after rounding to hundredths: 0, 1 or 2. */
const digitsOf = (value: number): number => {
  const hundredths = Math.round(value * 100)
  return hundredths % 100 === 0 ? 0 : hundredths % 10 === 0 ? 1 : 2
}
