import { describe, expect, it } from 'vitest'
import { decimalOf, percentOf, reportFiguresIn } from '../../../src/client/features/gaps/figures.ts'

/** The space before a percent sign differs between browsers; the digits may not. */
const plain = (text: string): string => text.replace(/\s/g, ' ')
const french = reportFiguresIn('fr')

describe('a share on paper', () => {
  it.each([
    [22 / 29, '75,9 %'],
    [0.85, '85,0 %'],
    [2 / 3, '66,7 %'],
    [1, '100 %'],
    [0, '0 %'],
  ])('%d reads %s', (share, text) => expect(plain(french.percent(share))).toBe(text))

  it('is never said to be whole or nothing by rounding', () => {
    expect(plain(french.percent(0.9999))).toBe('99,9 %')
    expect(plain(french.percent(0.0001))).toBe('0,1 %')
  })
})

describe('a share beside its threshold', () => {
  it('never reads like the threshold that it does not reach', () => {
    expect(plain(french.percentUnder(130 / 153, 0.85))).toBe('84,9 %')
    expect(plain(french.percentUnder(0.99999, 1))).toBe('99,9 %')
  })

  it('is rounded as any other where the two are told apart, or it is reached', () => {
    expect(plain(french.percentUnder(0.8486, 0.85))).toBe('84,9 %')
    expect(plain(french.percentUnder(0.85, 0.85))).toBe('85,0 %')
    expect(plain(french.percentUnder(0.85012, 0.85))).toBe('85,0 %')
  })
})

describe('a figure in a column of numbers', () => {
  it('is the one on screen', () => {
    expect([percentOf(2499 / 2500), percentOf(1), percentOf(1 / 3)]).toEqual([99.9, 100, 33.3])
    expect([decimalOf(1 / 2500), decimalOf(10 / 9)]).toEqual([0.01, 1.11])
  })
})

describe('a figure in levels', () => {
  it('is nought only where there is nothing: a gap that exists is never rounded away', () => {
    expect([1 / 2500, 0, -1 / 2500].map(french.decimal)).toEqual(['0,01', '0,00', '-0,01'])
  })

  it('has two decimals, rounded half up, in the reader’s language', () => {
    expect(french.decimal(10 / 9)).toBe('1,11')
    expect(french.decimal(0.125)).toBe('0,13')
    expect(reportFiguresIn('en').decimal(0.5)).toBe('0.50')
  })

  it('shows a gap with its sign and a true minus', () => {
    expect([-2, 0, 1].map(french.signed)).toEqual(['−2', '0', '+1'])
  })
})

it('where there is no figure, a dash stands: it is not zero', () => {
  expect([french.percent(undefined), french.decimal(undefined), french.signed(undefined)]).toEqual(['–', '–', '–'])
})
