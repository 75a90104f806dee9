import i18next, { type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'

/** The languages the product speaks; the first is the one it starts in. */
export const languages = ['fr', 'en', 'pt', 'es'] as const
export type Language = (typeof languages)[number]

/** Each language under its own name: whoever cannot read this screen must still find theirs. */
export const languageNames: Readonly<Record<Language, string>> = {
  fr: 'Français',
  en: 'English',
  pt: 'Português',
  es: 'Español',
}

const key = 'palier.language'

type Words = { readonly words: Record<string, Record<string, unknown>> }
type Share = 'site' | 'office'

/** Each language in two shares: what the assessor's screens say is there before the first render, the rest comes when asked. */
const load: Readonly<Record<Language, Readonly<Record<Share, () => Promise<Words>>>>> = {
  fr: { site: () => import('./i18n/fr-site.ts'), office: () => import('./i18n/fr-office.ts') },
  en: { site: () => import('./i18n/en-site.ts'), office: () => import('./i18n/en-office.ts') },
  pt: { site: () => import('./i18n/pt-site.ts'), office: () => import('./i18n/pt-office.ts') },
  es: { site: () => import('./i18n/es-site.ts'), office: () => import('./i18n/es-office.ts') },
}

/** Once an office screen was asked for, a change of language brings its words too. */
let office = false

/** Whether the product speaks a language. */
export const isLanguage = (text: string | null | undefined): text is Language => languages.some((language) => language === text)

/** The reader's own choice, or French. The browser's language is no choice: a shared tablet often speaks the vendor's. */
export const chosenLanguage = (): Language => {
  try {
    const kept = localStorage.getItem(key)
    return isLanguage(kept) ? kept : languages[0]
  } catch {
    return languages[0]
  }
}

/** The language on screen now. */
export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : languages[0])

/**
 * Loads one language and starts to speak it. Called once before the first render; `t()` is then ready at once. With the
 * site's share alone, whatever shows another screen asks for the office's words first.
 */
export const startSpeaking = async (language: Language = chosenLanguage(), share: Share = 'office'): Promise<void> => {
  office = share === 'office'
  const [site, rest] = await Promise.all([namespacesOf(language, 'site'), office ? namespacesOf(language, 'office') : {}])
  const namespaces = { ...site, ...rest }
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: namespaces },
    ns: Object.keys(namespaces),
    defaultNS: 'ui',
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
    // A word that is missing is a defect: it must not reach an assessor, so it stops whoever is building.
    saveMissing: !import.meta.env.PROD,
    saveMissingPlurals: false,
    missingKeyHandler: import.meta.env.PROD ? false : refuseMissing,
  })
  speakIn(language)
}

/** Brings the words of every screen that is not the assessor's, in the language on screen; at once where they are there. */
export const officeWords = async (): Promise<void> => {
  office = true
  let language: Language
  do {
    language = currentLanguage()
    await addWords(language, 'office')
  } while (language !== currentLanguage())
}

/** Changes the language while running, without losing what is on screen. The choice is kept on this device. */
export const switchLanguage = async (language: Language): Promise<void> => {
  await addWords(language, 'site')
  if (office) await addWords(language, 'office')
  await i18next.changeLanguage(language)
  speakIn(language)
  try {
    localStorage.setItem(key, language)
  } catch {
    // Storage is refused: the choice lasts as long as the tab.
  }
}

const addWords = async (language: Language, share: Share): Promise<void> => {
  for (const [namespace, words] of Object.entries(await namespacesOf(language, share)))
    i18next.addResourceBundle(language, namespace, words)
}

const namespacesOf = async (language: Language, share: Share): Promise<Resource[string]> => {
  const { words } = await load[language][share]()
  return Object.fromEntries(Object.entries(words).map(([path, content]) => [path.replace(/^.*\/|\.json$/g, ''), content]))
}

const speakIn = (language: Language): void => {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

const rightToLeft = /^(ar|he|fa|ur|ps|dv|ckb)\b/

/** None of today's four is right-to-left; Arabic is next, and every sheet is written for it. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (rightToLeft.test(language) ? 'rtl' : 'ltr')

const refuseMissing = (asked: readonly string[], namespace: string, missing: string, fallback: string): void => {
  // A call that gave its own default has foreseen the gap.
  if (fallback !== missing) return
  throw new Error(`No words for ${namespace}:${missing} in ${asked.join(', ')}`)
}
