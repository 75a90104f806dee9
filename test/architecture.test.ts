import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/*
 * The second lock on the plan of the house: which room may know which. An arrow that is not listed is refused, and so is a
 * room that is not on the plan. Change the plan in CONTRIBUTING.md first, then here.
 */

const src = resolve(import.meta.dirname, '../src')

const allowed: { readonly [room: string]: readonly string[] } = {
  'core/domain': [],
  'core/protocol': ['core/domain'],
  'core/exchange': ['core/domain', 'core/protocol'],
  'client/storage': ['core/domain', 'core/protocol'],
  'client/vault': ['core/domain', 'core/protocol', 'client/storage'],
  'client/sync': ['core/domain', 'core/protocol'],
  'client/access': ['core/domain', 'core/protocol'],
  'client/exchange': ['core/domain', 'core/exchange'],
  'client/app': [
    'core/domain',
    'core/protocol',
    'core/exchange',
    'client/storage',
    'client/vault',
    'client/sync',
    'client/access',
    'client/exchange',
  ],
  'client/ui': [],
  'client/shell': ['client/ui', 'client/app', 'core/domain'],
  'client/features': [
    'core/domain',
    'core/exchange',
    'core/protocol',
    'client/app',
    'client/vault',
    'client/ui',
    'client/exchange',
    'client/shell',
  ],
  'client/main': ['client/app', 'client/home', 'client/vaulted', 'client/shell', 'client/ui', 'client/i18n', 'core/domain'],
  'client/home': ['client/app', 'client/features', 'client/shell', 'client/ui', 'client/i18n', 'core/domain', 'core/protocol'],
  'client/vaulted': ['client/app', 'client/vault', 'client/home', 'client/shell', 'client/ui'],
  'client/i18n': [],
  'client/sw': [],
  'server/hash': [],
  'server/access': ['core/domain', 'core/protocol', 'server/hash', 'server/store'],
  'server/store': ['core/domain', 'core/exchange', 'core/protocol', 'server/hash'],
  'server/personal': ['core/domain', 'core/exchange', 'core/protocol', 'server/access', 'server/store'],
  'server/metrics': ['core/protocol'],
  'server/http': ['core/domain', 'core/protocol', 'server/access', 'server/hash', 'server/metrics', 'server/personal'],
  'server/main': [
    'core/domain',
    'core/protocol',
    'server/access',
    'server/store',
    'server/metrics',
    'server/personal',
    'server/http',
  ],
}

const sourceFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(src, join(entry.parentPath, entry.name)))

const roomOf = (file: string): string => {
  const [house = '', part = ''] = file.split('/')
  return `${house}/${part.replace(/\.(module\.)?\w+$/, '')}`
}

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((found) => found[1] ?? '')

const targetsOf = (file: string): readonly string[] =>
  importsOf(file)
    .filter((specifier) => specifier.startsWith('.') && /\.tsx?(\?.*)?$/.test(specifier))
    .map((specifier) => relative(src, resolve(dirname(join(src, file)), specifier)))

const files = sourceFiles(src)

describe('the plan of the house', () => {
  it('has a room for every file', () => {
    expect(files.filter((file) => !(roomOf(file) in allowed))).toEqual([])
  })

  it('lets every room know only those below it', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.') && /\.tsx?(\?.*)?$/.test(specifier))
        .map((specifier) => relative(src, resolve(dirname(join(src, file)), specifier)))
        .filter((target) => !target.startsWith('..'))
        .map((target) => [roomOf(file), roomOf(target)] as const)
        .filter(([from, to]) => from !== to && !allowed[from]?.includes(to))
        .map(([from, to]) => `${file}: ${from} → ${to}`),
    )
    expect(wrong).toEqual([])
  })

  it('goes round in no circle, not even for a type', () => {
    const targets = new Map(files.map((file) => [file, targetsOf(file)]))
    const state = new Map<string, 'open' | 'closed'>()
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'closed') return
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const target of targets.get(file) ?? []) visit(target, [...path, file])
      state.set(file, 'closed')
    }
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })

  it('keeps clock, chance and the outside world out of the core', () => {
    const forbidden =
      /\b(Date\.now|new Date\b|Math\.random|fetch\(|process\.|window\.|document\.|globalThis\.|node:|performance\.)/
    const bare = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    expect(
      files.filter((file) => file.startsWith('core/') && forbidden.test(bare(readFileSync(join(src, file), 'utf8')))),
    ).toEqual([])
  })

  it('keeps features from one another', () => {
    const feature = (path: string): string | undefined => /^client\/features\/([^/]+)\//.exec(path)?.[1]
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => relative(src, resolve(dirname(join(src, file)), specifier)))
        .filter((target) => feature(file) && feature(target) && feature(file) !== feature(target))
        .map((target) => `${file} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('makes no drawers', () => {
    expect(
      files.filter((file) => /(^|\/)(utils?|helpers?|common|types|manager|service|misc|index)(\/|\.tsx?$)/.test(file)),
    ).toEqual([])
  })

  it('asks nobody to silence a rule', () => {
    const silenced = /@ts-(ignore|nocheck|expect-error)|biome-ignore|: any\b|\bas any\b/
    expect(files.filter((file) => silenced.test(readFileSync(join(src, file), 'utf8')))).toEqual([])
  })
})
