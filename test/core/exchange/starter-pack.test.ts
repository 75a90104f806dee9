import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Course } from '../../../src/core/domain/course.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'
import type { Text } from '../../../src/core/domain/text.ts'
import { parsePack } from '../../../src/core/exchange/pack.ts'
import { starterBytes, starterJson } from './starter-pack-file.ts'

const read = parsePack(starterBytes())
const pack = starterJson() as Pack
const { framework, jobs, families, courses } = pack

const texts = (value: unknown, path = ''): readonly (readonly [string, Text])[] => {
  if (value === null || typeof value !== 'object') return []
  if ('fr' in value) return [[path, value as Text]]
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}/${key}`))
}

const count = <Item>(items: readonly Item[], fits: (item: Item) => boolean): number => items.filter(fits).length

describe('the starter pack', () => {
  it('is a sound pack', () => {
    expect(read.ok ? [] : read.problem).toEqual([])
    expect(`${pack.code}@${pack.version}`).toBe('douanes-aoc@1.0.0')
  })

  it('has at least 32 competencies in four groups, each group in use', () => {
    expect(framework.competencies.length).toBeGreaterThanOrEqual(32)
    expect(framework.groups.map(({ code }) => code)).toEqual(['core-values', 'professional', 'operational', 'management'])
    for (const { code } of framework.groups)
      expect(count(framework.competencies, ({ group }) => group === code)).toBeGreaterThan(4)
  })

  it('describes each competency at four levels by two indicators or more', () => {
    for (const { levels } of framework.competencies) {
      expect(levels.map(({ level }) => level)).toEqual([1, 2, 3, 4])
      for (const { indicators } of levels) expect(indicators.length).toBeGreaterThanOrEqual(2)
    }
  })

  it('says no indicator twice', () => {
    const indicators = framework.competencies.flatMap(({ levels }) => levels.flatMap((step) => step.indicators))
    for (const language of pack.languages) {
      const words = indicators.map((text) => text[language]?.toLocaleLowerCase().replaceAll(/\W+/g, ' '))
      expect(words.filter((text, i) => words.indexOf(text) !== i)).toEqual([])
    }
  })

  it('says everything in French and in English, in different words but for proper names', () => {
    const same = texts(pack).filter(([, { fr, en }]) => {
      expect(fr?.trim()).toBeTruthy()
      expect(en?.trim()).toBeTruthy()
      return fr === en
    })
    expect(same.map(([, { fr }]) => fr).sort()).toEqual(['CITES', 'Expert', 'SAFE'])
  })

  it('is set with one kind of apostrophe, single spaces and full stops', () => {
    for (const [path, text] of texts(pack))
      for (const words of Object.values(text)) {
        expect(words).not.toMatch(/[’‘“”]| {2}|^\s|\s$|(?<!\p{L})(\p{L}{2,}) \1(?!\p{L})/iu)
        if (/indicators|definition|mission|activities|results/.test(path)) expect(words).toMatch(/\.$/)
      }
  })

  it('has 16 jobs, every family in use', () => {
    expect(jobs.length).toBe(16)
    for (const { code } of families) expect(count(jobs, ({ family }) => family === code)).toBeGreaterThan(0)
  })

  it('leaves no competency that no job asks for', () => {
    const asked = new Set(jobs.flatMap(({ requirements }) => requirements.map(({ competency }) => competency)))
    expect(framework.competencies.map(({ code }) => code).filter((code) => !asked.has(code))).toEqual([])
  })

  it('marks in each job some requirements as essential, and not most', () => {
    for (const { requirements } of jobs) {
      const essential = count(requirements, (requirement) => requirement.essential)
      expect(essential).toBeGreaterThanOrEqual(2)
      expect(essential).toBeLessThan(requirements.length / 2)
    }
  })

  it('endorses nobody and says whose the facts are', () => {
    expect(pack.licence).toBe('CC-BY-4.0')
    expect(pack.provenance['en']).toMatch(/neither reviewed nor endorsed/)
    expect(pack.provenance['fr']).toMatch(/ni revu ni approuvé/)
  })
})

describe('the training catalogue of the starter pack', () => {
  it('has 35 entries: 24 courses of 16,200 minutes in all, and 11 kits', () => {
    expect(courses.length).toBe(35)
    expect(count(courses, ({ format }) => format === 'e-learning')).toBe(24)
    expect(count(courses, ({ format }) => format === 'training-kit')).toBe(11)
    expect(courses.reduce((sum, { minutes = 0 }) => sum + minutes, 0)).toBe(16_200)
  })

  it('exists in the languages that the published list gives', () => {
    const inLanguage = (language: string) => count(courses, ({ languages }) => languages.includes(language))
    expect(['en', 'fr', 'es', 'ar', 'pt', 'ru'].map(inLanguage)).toEqual([35, 34, 16, 13, 19, 3])
  })

  it('ties every entry to a competency', () => {
    for (const { serves } of courses) expect(serves.length).toBeGreaterThan(0)
  })

  it('ties both formats of a course to the same competencies', () => {
    const tied = new Map<string | undefined, string>()
    for (const { name, serves } of courses) {
      const competencies = serves.map(({ competency }) => competency).join()
      expect(tied.get(name['en']) ?? competencies).toBe(competencies)
      tied.set(name['en'], competencies)
    }
  })

  it('agrees with the published list, line by line', () => {
    expect(courses.map(published)).toEqual(catalogue())
  })
})

const published = ({ name, category, format, modules, minutes, languages }: Course) => ({
  name: name['en'],
  category: category['en'],
  format: format === 'e-learning' ? 'E-learning' : 'Training kit',
  modules,
  minutes,
  languages: [...languages].sort(),
})

const catalogue = () => {
  const text = readFileSync(new URL('../../fixtures/wco-training-catalogue.csv', import.meta.url), 'utf8')
  const lines = text.trim().split(/\r?\n/).slice(1)
  return lines.map((line) => {
    const cells = [...line.matchAll(/"([^"]*)"(?:,|$)|([^,]*)(?:,|$)/g)].map((found) => found[1] ?? found[2] ?? '')
    const [name, category, format, modules, minutes, , ...flags] = cells
    const languages = ['en', 'fr', 'es', 'ar', 'pt', 'ru'].filter((_, i) => flags[i] === '1').sort()
    return { name, category, format, modules: Number(modules), minutes: minutes ? Number(minutes) : undefined, languages }
  })
}
