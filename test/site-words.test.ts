import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/*
 * The assessor's screens are drawn with the site's share of the words alone (`client/i18n.ts`). A word of another share would
 * show as its key there, on a tablet without a network.
 */

const src = resolve(import.meta.dirname, '../src')

/** What is on the screen before any office words are asked for: all that these import, directly or not. */
const siteScreens = [
  'client/main.tsx',
  ...readdirSync(join(src, 'client/features/assess')).flatMap((name) =>
    name.endsWith('-page.tsx') ? [`client/features/assess/${name}`] : [],
  ),
]

const bare = (file: string): string => readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

/** Home and the words themselves load the office's share lazily; what any other file loads lazily shows on its own screen. */
const importsOf = (file: string): readonly string[] =>
  [
    ...bare(file).matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"()]*?from\s*['"](\.[^'"]+\.tsx?)['"]/g),
    ...(/^client\/(home|i18n)[./]/.test(file) ? [] : bare(file).matchAll(/\bimport\(\s*['"](\.[^'"]+\.tsx?)['"]\s*\)/g)),
  ].map((found) => relative(src, resolve(dirname(join(src, file)), found[1] ?? '')))

const reachable = (from: readonly string[]): ReadonlySet<string> => {
  const seen = new Set(from)
  for (const file of seen) for (const next of importsOf(file)) seen.add(next)
  return seen
}

const namespacesOf = (file: string): readonly string[] =>
  [...bare(file).matchAll(/useTranslation\(\s*\[?\s*['"](\w+)['"]|\bt\(\s*\[?\s*['"`](\w+):/g)].map(
    (found) => found[1] ?? found[2] ?? '',
  )

const site = /\{([\w,]+)\}/.exec(readFileSync(join(src, 'client/i18n/fr-site.ts'), 'utf8'))?.[1]?.split(',') ?? []
const files = [...reachable(siteScreens)]

describe('the assessor’s screens', () => {
  it('are all looked at', () => {
    expect(site).toContain('assess')
    expect(files).toEqual(expect.arrayContaining(['client/ui/button.tsx', 'client/shell/app-frame.tsx']))
    expect(files).toEqual(expect.arrayContaining(['client/features/assess/scoring.tsx', 'client/features/assess/sign-part.tsx']))
  })

  it('say nothing that only the office’s share of the words has', () => {
    const foreign = files.flatMap((file) =>
      namespacesOf(file)
        .filter((namespace) => !site.includes(namespace))
        .map((namespace) => `${file}: ${namespace}`),
    )
    expect(foreign).toEqual([])
  })

  it('share the words in the same way in every language', () => {
    const share = (name: string): string => readFileSync(join(src, 'client/i18n', name), 'utf8')
    for (const language of ['en', 'pt', 'es'])
      for (const part of ['site', 'office'])
        expect(share(`${language}-${part}.ts`).replaceAll(`/${language}/`, '/fr/')).toBe(share(`fr-${part}.ts`))
  })
})
