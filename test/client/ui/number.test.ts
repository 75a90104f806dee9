import { describe, expect, it } from 'vitest'
import { matches } from '../../../src/client/ui/forgiving-match.ts'
import { figuresIn } from '../../../src/client/ui/number.ts'

const plainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
const french = figuresIn('fr')

describe('figures in French', () => {
  it('are written as French writes them', () => {
    expect(plainSpaces(french.percent(0.714))).toBe('71 %')
    expect(french.decimal(2.25, 2)).toBe('2,25')
    expect(french.signed(-2)).toBe('−2')
    expect(french.signed(1)).toBe('+1')
    expect(french.signed(0)).toBe('0')
  })

  it('read a bare day as that day, whatever the time zone', () => {
    expect(french.date('2026-11-22')).toBe('22 nov. 2026')
    expect(french.shortDate('2026-01-01')).toBe('01/01/2026')
  })

  it('tell an age in days up to two months', () => {
    const now = '2026-11-22T12:00:00Z'
    expect(french.age('2026-11-22T11:59:40Z', now)).toBe('maintenant')
    expect(french.age('2026-11-22T11:00:00Z', now)).toBe('il y a 1 heure')
    expect(french.age('2026-11-03T12:00:00Z', now)).toBe('il y a 19 jours')
    expect(french.age('2026-08-22T12:00:00Z', now)).toBe('il y a 3 mois')
    expect(french.age('2026-11-25', now)).toBe('dans 3 jours')
  })

  it('order names without minding accents', () => {
    expect(['Zerbo', 'Échard', 'Dembélé'].sort(french.compare)).toEqual(['Dembélé', 'Échard', 'Zerbo'])
  })
})

describe('a search', () => {
  it('forgives accents, case and order', () => {
    expect(matches('traore awa', 'Awa TRAORÉ')).toBe(true)
    expect(matches('dia', 'Fatoumata N’Diaye')).toBe(true)
    expect(matches('coulibaly', 'Awa TRAORÉ')).toBe(false)
    expect(matches('  ', 'Awa TRAORÉ')).toBe(true)
  })
})
