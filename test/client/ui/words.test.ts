import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { chosenLanguage, directionOf, languages, startSpeaking, switchLanguage } from '../../../src/client/i18n.ts'

beforeAll(() => startSpeaking())

describe('the language', () => {
  it('is French until somebody chooses', () => {
    expect(chosenLanguage()).toBe('fr')
    expect(document.documentElement.lang).toBe('fr')
  })

  it('changes while running, tells the page, and is kept on the device', async () => {
    for (const language of languages) {
      await switchLanguage(language)
      expect([document.documentElement.lang, document.documentElement.dir, chosenLanguage()]).toEqual([language, 'ltr', language])
      expect(i18next.t('ui:close')).not.toBe('close')
    }
    await switchLanguage('fr')
    expect(i18next.t('ui:close')).toBe('Fermer')
  })

  it('knows which scripts run right to left', () => {
    expect(['ar', 'ar-MR', 'fr', 'fa'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'rtl'])
  })

  it('refuses a word nobody wrote, and not one whose absence was foreseen', () => {
    expect(() => i18next.t('ui:nobody.wrote.this')).toThrow('ui:nobody.wrote.this')
    expect(i18next.t('ui:nobody.wrote.this', { defaultValue: 'autre' })).toBe('autre')
  })
})
