import { type PackProblem, type Path, packProblem } from './pack-problem.ts'

/** The fields of a pack that hold words, or lists of words. */
const textFields: ReadonlySet<string> = new Set([
  'name',
  'description',
  'provenance',
  'definition',
  'domain',
  'grade',
  'mission',
  'category',
  'indicators',
  'activities',
  'results',
])

/** Every text of a pack that lacks one of the pack's languages, or has only white space in it. */
export const missingTexts = (pack: { readonly [key: string]: unknown }): readonly PackProblem[] => {
  const listed = pack['languages']
  const languages = (Array.isArray(listed) ? listed : []).filter((item): item is string => typeof item === 'string')
  return walk(pack, [], languages.slice(0, 20))
}

const walk = (value: unknown, at: Path, languages: readonly string[]): readonly PackProblem[] => {
  if (value === null || typeof value !== 'object' || at.length > 12) return []
  if (Array.isArray(value)) return value.flatMap((item, i) => walk(item, [...at, i], languages))
  return Object.entries(value).flatMap(([key, inner]) =>
    textFields.has(key) ? missingIn(inner, [...at, key], languages) : walk(inner, [...at, key], languages),
  )
}

const missingIn = (value: unknown, at: Path, languages: readonly string[]): readonly PackProblem[] => {
  if (Array.isArray(value)) return value.flatMap((item, i) => missingIn(item, [...at, i], languages))
  if (value === null || typeof value !== 'object') return []
  const words = value as { readonly [language: string]: unknown }
  return languages.flatMap((language) => {
    const found = Object.hasOwn(words, language) ? words[language] : ''
    return typeof found === 'string' && found.trim() === '' ? [packProblem('text-missing', at, { language })] : []
  })
}
