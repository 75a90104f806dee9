import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const locales = resolve(import.meta.dirname, '../locales')
const languages = ['fr', 'en', 'pt', 'es']
const namespaces = readdirSync(join(locales, 'fr')).sort()

type Words = { readonly [key: string]: string | Words }

const read = (language: string, namespace: string): Words => JSON.parse(readFileSync(join(locales, language, namespace), 'utf8'))

/** Every text by its path. Plural forms differ from language to language, so they stand under one key. */
const flat = (words: Words, before = ''): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(words).flatMap(([key, value]): (readonly [string, string])[] => {
      const path = before ? `${before}.${key}` : key
      return typeof value === 'string' ? [[path, value]] : [...flat(value, path)]
    }),
  )

const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '')
const placeholders = (text: string): string =>
  [...text.matchAll(/\{\{\s*(\w+)/g)]
    .map((found) => found[1])
    .sort()
    .join(' ')

describe.each(languages.slice(1))('the words in %s', (language) => {
  it('stand in the same files as the French ones', () => {
    expect(readdirSync(join(locales, language)).sort()).toEqual(namespaces)
  })

  it.each(namespaces)('have the keys and placeholders of French: %s', (namespace) => {
    const [french, other] = [flat(read('fr', namespace)), flat(read(language, namespace))]
    const keys = (words: ReadonlyMap<string, string>): readonly string[] =>
      [...new Set([...words.keys()].map(withoutPlural))].sort()
    expect(keys(other)).toEqual(keys(french))
    const wrong = [...other].filter(([key, text]) => {
      const twin = french.get(key) ?? french.get(`${withoutPlural(key)}_other`) ?? ''
      return !/_(one|zero)$/.test(key) && placeholders(text) !== placeholders(twin)
    })
    expect(wrong.map(([key]) => key)).toEqual([])
  })
})

describe('the words of every language', () => {
  it.each(languages.flatMap((language) => namespaces.map((namespace) => [language, namespace] as const)))(
    'have every plural form that the language asks for, and none is empty: %s %s',
    (language, namespace) => {
      const words = flat(read(language, namespace))
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const plural = new Set([...words.keys()].filter((key) => /_(one|many|other)$/.test(key)).map(withoutPlural))
      const missing = [...plural].flatMap((key) => forms.map((form) => `${key}_${form}`).filter((name) => !words.has(name)))
      expect(missing).toEqual([])
      expect([...words].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
    },
  )
})

describe('the screens', () => {
  it('hold no words of their own in labels either: the linter sees to the text between tags', () => {
    const src = resolve(import.meta.dirname, '../src/client')
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
    const attribute = /\b(?:aria-label|title|placeholder|alt|label|legend|hint)="([^"{]*[A-Za-zÀ-ÿ]{3,}[^"]*)"/g
    const found = files.flatMap((file) =>
      [...readFileSync(join(src, file), 'utf8').matchAll(attribute)].map((hit) => `${file}: ${hit[1]}`),
    )
    expect(found).toEqual([])
  })
})
