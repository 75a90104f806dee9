import { useMemo } from 'react'
import { type Figures as Formats, figuresIn, useFigures } from '../../ui/number.ts'

/**
 * The one place where a report's figure becomes text. Rounding is fixed here and not left to each browser, so that two
 * devices with the same assessments print the same report to the digit.
 */
export type ReportFigures = Omit<Formats, 'percent' | 'decimal' | 'signed'> & {
  /** A share 0–1 with one decimal; 100 % and 0 % stand bare, and only where a share is whole or nothing. */
  readonly percent: (share: number | undefined) => string
  /** A mean or a weighted figure, two decimals. */
  readonly decimal: (value: number | undefined) => string
  /** A gap in levels with its sign, and a true minus: −2, 0, +1. */
  readonly signed: (value: number | undefined) => string
}

/** What stands where there is no figure: it is not zero. */
export const noFigure = '–'

export const reportFiguresOf = (formats: Formats): ReportFigures => ({
  ...formats,
  percent: given((share) => {
    const tenths = tenthsOfPercent(share)
    return formats.percent(tenths / 1000, tenths % 1000 === 0 ? 0 : 1)
  }),
  decimal: given((value) => formats.decimal(Math.round(value * 100) / 100, 2)),
  signed: given((value) => formats.signed(Math.round(value * 100) / 100, digitsOf(value))),
})

export const reportFiguresIn = (language: string): ReportFigures => reportFiguresOf(figuresIn(language))

export const useReportFigures = (): ReportFigures => {
  const formats = useFigures()
  return useMemo(() => reportFiguresOf(formats), [formats])
}

const given =
  (format: (value: number) => string) =>
  (value: number | undefined): string =>
    value === undefined ? noFigure : format(value)

const tenthsOfPercent = (share: number): number => {
  const nearest = Math.round(share * 1000)
  if (nearest >= 1000 && share < 1) return 999
  return nearest <= 0 && share > 0 ? 1 : nearest
}

/** As many decimals as a value has after rounding to hundredths: 0, 1 or 2. */
const digitsOf = (value: number): number => {
  const hundredths = Math.round(value * 100)
  return hundredths % 100 === 0 ? 0 : hundredths % 10 === 0 ? 1 : 2
}
