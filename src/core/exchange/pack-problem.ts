/** Everything that can be wrong with a pack file. Each has its text in `import.json` of each locale and its line in `docs/pack-format.md`. */
export const packProblemCodes = [
  // the file
  'file-too-large',
  'not-utf-8',
  'not-json',
  'too-deep',
  'not-a-pack',
  'format-version-unsupported',
  // the shape
  'missing',
  'wrong-type',
  'unknown-key',
  'too-long',
  'too-many',
  'too-few',
  'empty',
  'out-of-range',
  'bad-choice',
  'bad-code',
  'bad-version',
  'bad-language',
  // the content
  'scale-size',
  'scale-start',
  'scale-step',
  'text-missing',
  'duplicate-code',
  'duplicate-language',
  'duplicate-requirement',
  'duplicate-course',
  'group-unknown',
  'family-unknown',
  'competency-unknown',
  'levels-not-ascending',
  'level-off-scale',
  'level-undefined',
  'range-reversed',
] as const

export type PackProblemCode = (typeof packProblemCodes)[number]

export type ProblemParams = { readonly [name: string]: string | number }

export type PackProblem = {
  readonly problem: PackProblemCode
  /** Where in the pack, e.g. `jobs[3].requirements[2].level`; empty for the file as a whole. */
  readonly path: string
  readonly params: ProblemParams
}

export type Path = readonly PropertyKey[]

export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')

export const packProblem = (problem: PackProblemCode, path: Path, params: ProblemParams = {}): PackProblem => ({
  problem,
  path: pathText(path),
  params,
})
