import { describe, expect, it } from 'vitest'
import { isWithin, placesOfAccount, placesOfPerson } from '../../../src/client/app/places.ts'
import { codeInPicture } from '../../../src/client/features/access/link.ts'
import { strengthOf } from '../../../src/client/features/access/strength.ts'

describe('what an account sees', () => {
  it('is what its roles may do, the weightiest first, and nothing else', () => {
    expect(placesOfAccount(['assessor'])).toEqual(['assess', 'gaps', 'library', 'sync'])
    expect(placesOfAccount(['administrator'])).toEqual(['accounts', 'tablets', 'quarantine', 'journal', 'people', 'sync'])
    expect(placesOfAccount(['administrator', 'champion']).slice(0, 2)).toEqual(['campaigns', 'people'])
    expect(placesOfAccount(['administrator', 'champion']).slice(-5)).toEqual([
      'accounts',
      'tablets',
      'quarantine',
      'journal',
      'sync',
    ])
    expect(placesOfAccount(['hr-director'])).toContain('quarantine')
    expect(placesOfAccount(['hr-director', 'champion', 'supervisor', 'assessor', 'officer'])).not.toContain('journal')
  })

  it('leaves assessing to those whose work headquarters takes', () => {
    expect(placesOfAccount(['champion'])).not.toContain('assess')
    expect(placesOfAccount(['champion', 'assessor'])).toContain('assess')
  })

  it('shows no gaps and no sheets to whoever is told only how far the work is', () => {
    expect(isWithin(placesOfAccount(['champion']), '/gaps')).toBe(false)
    expect(isWithin(placesOfAccount(['champion']), '/sheet/a1')).toBe(false)
    expect(isWithin(placesOfAccount(['champion', 'hr-director']), '/sheet/a1')).toBe(true)
  })

  it('shuts the addresses of other roles, and none of the own', () => {
    const places = placesOfAccount(['assessor'])
    for (const path of ['/', '/assess/a1', '/assess/a1/review', '/sheet/a1', '/sync/receipts', '/device', '/profile/passphrase'])
      expect(isWithin(places, path), path).toBe(true)
    for (const path of [
      '/accounts',
      '/accounts/ready',
      '/tablets',
      '/quarantine',
      '/journal',
      '/people/import',
      '/campaigns',
      '/welcome',
      '/who',
    ])
      expect(isWithin(places, path), path).toBe(false)
  })

  it('goes by the person where there are no accounts', () => {
    expect(placesOfPerson(['assessor', 'champion'])[0]).toBe('campaigns')
    expect(placesOfPerson(['hr-director'])[0]).toBe('gaps')
    expect(placesOfPerson(['hr-director'])).not.toContain('quarantine')
    expect(placesOfPerson([])[0]).toBe('assess')
  })
})

describe('a passphrase', () => {
  it.each([
    ['', 'empty'],
    ['court', 'weak'],
    ['motdepasse2026', 'weak'],
    ['karim.kone-1', 'weak'],
    ['girafe tambour', 'fair'],
    ['girafe tambour lagune piment', 'good'],
  ])('such as « %s » is %s', (text, strength) => expect(strengthOf(text, 'karim.kone')).toBe(strength))
})

describe('a picture with a code', () => {
  it('is ours, or is passed over', () => {
    expect(codeInPicture('https://palier.douanes.ml/#enrol=7kq2-m9tx')).toBe('7KQ2-M9TX')
    expect(codeInPicture('7KQ2 M9TX')).toBe('7KQ2-M9TX')
    expect(codeInPicture('https://example.org/menu')).toBeUndefined()
    expect(codeInPicture(`https://palier.douanes.ml/#first=${'a'.repeat(43)}`)).toBeUndefined()
  })
})
