import { checkScale, type Scale } from '../domain/scale.ts'
import { type PackProblem, type Path, packProblem } from './pack-problem.ts'
import { missingTexts } from './pack-texts.ts'

/**
 * The rules of a pack that no shape can say. It reads whatever is there, so that one misshapen entry hides nothing about
 * the others: a value of the wrong type is passed over here, the shape has named it.
 */
export const consistencyProblems = (input: unknown): readonly PackProblem[] => {
  const pack = record(input)
  const framework = record(pack['framework'])
  const terms = termsOf(pack, framework)
  return [
    ...scaleProblems(framework),
    ...repeated(pack['languages'], ['languages'], 'duplicate-language', (item) => item),
    ...missingTexts(pack),
    ...duplicateCodes(framework['groups'], ['framework', 'groups']),
    ...duplicateCodes(framework['competencies'], ['framework', 'competencies']),
    ...duplicateCodes(pack['families'], ['families']),
    ...duplicateCodes(pack['jobs'], ['jobs']),
    ...duplicateCodes(pack['courses'], ['courses']),
    ...repeated(pack['courses'], ['courses'], 'duplicate-course', nameAndFormat),
    ...competencyProblems(framework, terms),
    ...jobProblems(pack, terms),
    ...courseProblems(pack, terms),
  ]
}

/** What the other parts refer to. `levels` is empty when the scale itself is broken: then nothing is measured against it. */
type Terms = {
  readonly levels: readonly number[]
  readonly groups: ReadonlySet<unknown>
  readonly families: ReadonlySet<unknown>
  /** Each competency with the levels that it defines. */
  readonly competencies: ReadonlyMap<unknown, ReadonlySet<unknown>>
}

const termsOf = (pack: Loose, framework: Loose): Terms => ({
  levels: scaleProblems(framework).length > 0 ? [] : levelsOf(framework),
  groups: new Set(entries(framework['groups']).map(({ code }) => code)),
  families: new Set(entries(pack['families']).map(({ code }) => code)),
  competencies: new Map(
    entries(framework['competencies']).map(({ code, levels }) => [code, new Set(entries(levels).map(({ level }) => level))]),
  ),
})

const levelsOf = (framework: Loose): readonly number[] =>
  entries(record(framework['scale'])['levels']).map(({ level }) => Number(level))

const scaleProblems = (framework: Loose): readonly PackProblem[] => {
  if (!Array.isArray(record(framework['scale'])['levels'])) return []
  const scale: Scale = { levels: levelsOf(framework).map((level) => ({ level, name: {} })) }
  const checked = checkScale(scale)
  if (checked.ok) return []
  const { problem, ...params } = checked.problem
  return [packProblem(problem, ['framework', 'scale', 'levels'], params)]
}

const competencyProblems = (framework: Loose, terms: Terms): readonly PackProblem[] =>
  entries(framework['competencies']).flatMap((competency, i) => {
    const at: Path = ['framework', 'competencies', i]
    const levels = entries(competency['levels']).map(({ level }) => level)
    const broken = levels.findIndex((level, j) => j > 0 && Number(level) <= Number(levels[j - 1]))
    return [
      ...unknown('group-unknown', competency['group'], terms.groups, [...at, 'group']),
      ...(broken < 0 ? [] : [packProblem('levels-not-ascending', [...at, 'levels', broken, 'level'])]),
      ...levels.flatMap((level, j) => offScale(level, terms, [...at, 'levels', j, 'level'])),
    ]
  })

const jobProblems = (pack: Loose, terms: Terms): readonly PackProblem[] =>
  entries(pack['jobs']).flatMap((job, i) => {
    const at: Path = ['jobs', i]
    return [
      ...unknown('family-unknown', job['family'], terms.families, [...at, 'family']),
      ...repeated(job['requirements'], [...at, 'requirements'], 'duplicate-requirement', ({ competency }) => competency),
      ...entries(job['requirements']).flatMap(({ competency, level }, j) => {
        const place: Path = [...at, 'requirements', j]
        const stranger = unknown('competency-unknown', competency, terms.competencies, [...place, 'competency'])
        const off = offScale(level, terms, [...place, 'level'])
        if (stranger.length > 0 || off.length > 0) return [...stranger, ...off]
        const isDefined = terms.competencies.get(competency)?.has(level) ?? true
        if (isDefined || typeof level !== 'number' || terms.levels.length === 0) return []
        return [packProblem('level-undefined', [...place, 'level'], { competency: shown(competency), level })]
      }),
    ]
  })

const courseProblems = (pack: Loose, terms: Terms): readonly PackProblem[] =>
  entries(pack['courses']).flatMap((course, i) => [
    ...repeated(course['languages'], ['courses', i, 'languages'], 'duplicate-language', (item) => item),
    ...entries(course['serves']).flatMap(({ competency, from, to }, j) => {
      const at: Path = ['courses', i, 'serves', j]
      const isReversed = typeof from === 'number' && typeof to === 'number' && from > to
      return [
        ...unknown('competency-unknown', competency, terms.competencies, [...at, 'competency']),
        ...offScale(from, terms, [...at, 'from']),
        ...offScale(to, terms, [...at, 'to']),
        ...(isReversed ? [packProblem('range-reversed', at, { from, to })] : []),
      ]
    }),
  ])

const unknown = (
  problem: 'group-unknown' | 'family-unknown' | 'competency-unknown',
  code: unknown,
  known: { readonly has: (code: unknown) => boolean },
  at: Path,
): readonly PackProblem[] =>
  typeof code !== 'string' || known.has(code) ? [] : [packProblem(problem, at, { value: shown(code) })]

const offScale = (level: unknown, { levels }: Terms, at: Path): readonly PackProblem[] =>
  typeof level !== 'number' || levels.length === 0 || levels.includes(level)
    ? []
    : [packProblem('level-off-scale', at, { level, lowest: levels[0] ?? 0, highest: levels.at(-1) ?? 0 })]

const duplicateCodes = (list: unknown, at: Path): readonly PackProblem[] =>
  repeated(list, at, 'duplicate-code', (item) => record(item)['code']).map((found) => ({ ...found, path: `${found.path}.code` }))

const nameAndFormat = (item: Loose): unknown => {
  const name = record(item['name'])
  const words = name['en'] ?? Object.values(name)[0]
  return typeof words === 'string' ? `${words} (${shown(item['format'])})` : undefined
}

/** Every entry whose key stood before in the same list. Entries without a key are passed over. */
const repeated = (
  list: unknown,
  at: Path,
  problem: 'duplicate-code' | 'duplicate-language' | 'duplicate-requirement' | 'duplicate-course',
  keyOf: (item: Loose) => unknown,
): readonly PackProblem[] => {
  const seen = new Set<string>()
  return (Array.isArray(list) ? list : []).flatMap((item, i) => {
    const key = keyOf(typeof item === 'string' ? (item as never) : record(item))
    if (typeof key !== 'string') return []
    if (seen.has(key)) return [packProblem(problem, [...at, i], { value: shown(key) })]
    seen.add(key)
    return []
  })
}

type Loose = { readonly [key: string]: unknown }

const record = (value: unknown): Loose =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Loose) : {}

const entries = (list: unknown): readonly Loose[] => (Array.isArray(list) ? list.map(record) : [])

const shown = (value: unknown): string => String(value).slice(0, 80)
