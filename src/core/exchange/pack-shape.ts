import type * as z from 'zod/mini'
import { type PackProblem, type PackProblemCode, packProblem } from './pack-problem.ts'
import { codePattern, languagePattern, versionPattern } from './pack-schema.ts'

type Issue = z.core.$ZodIssue

/** The schema's findings in our own words. One finding may become several problems: one for each key that is unknown. */
export const shapeProblems = (issues: readonly Issue[], input: unknown, cap: number): readonly PackProblem[] => {
  const problems: PackProblem[] = []
  for (const issue of issues) {
    if (problems.length >= cap) break
    problems.push(...problemsOf(issue, input))
  }
  return problems
}

const problemsOf = (issue: Issue, input: unknown): readonly PackProblem[] => {
  const { path } = issue
  switch (issue.code) {
    case 'invalid_type':
      if (valueAt(input, path) === undefined) return [packProblem('missing', path)]
      return [packProblem('wrong-type', path, { expected: typeNames[issue.expected] ?? issue.expected })]
    case 'unrecognized_keys':
      return issue.keys.map((key) => packProblem('unknown-key', [...path, key], { key: key.slice(0, 80) }))
    case 'invalid_value':
      if (valueAt(input, path) === undefined) return [packProblem('missing', path)]
      return [packProblem('bad-choice', path, { expected: issue.values.map(String).join(', ') })]
    case 'too_big':
      if (issue.origin === 'string') return [packProblem('too-long', path, { limit: Number(issue.maximum) })]
      if (issue.origin === 'array') return [packProblem('too-many', path, { limit: Number(issue.maximum) })]
      return [packProblem('out-of-range', path, { limit: Number(issue.maximum) })]
    case 'too_small':
      if (issue.origin === 'string') return [packProblem('empty', path)]
      if (issue.origin === 'array') return [packProblem('too-few', path, { limit: Number(issue.minimum) })]
      return [packProblem('out-of-range', path, { limit: Number(issue.minimum) })]
    case 'invalid_format':
      return [packProblem(codeByPattern.get(issue.pattern ?? '') ?? 'wrong-type', path, quoted(valueAt(input, path)))]
    case 'invalid_key':
      return [packProblem('bad-language', path, quoted(path.at(-1)))]
    default:
      return [packProblem('wrong-type', path, { expected: '' })]
  }
}

const codeByPattern: ReadonlyMap<string, PackProblemCode> = new Map([
  [codePattern.toString(), 'bad-code'],
  [versionPattern.toString(), 'bad-version'],
  [languagePattern.toString(), 'bad-language'],
])

const typeNames: { readonly [type: string]: string } = {
  string: 'text',
  record: 'object',
  int: 'whole number',
}

const quoted = (value: unknown) => ({ value: String(value ?? '').slice(0, 80) })

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    input,
  )
