import { describe, expect, it } from 'vitest'
import { reportFiguresIn } from '../../../src/client/features/gaps/figures.ts'

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

describe('a figure in levels', () => {
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
