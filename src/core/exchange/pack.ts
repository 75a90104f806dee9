import type { Pack } from '../domain/pack.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { decodeUtf8 } from './decode-text.ts'
import { jsonErrorAt, nestingOf, placeOf } from './json-text.ts'
import { consistencyProblems } from './pack-consistency.ts'
import { type PackProblem, packProblem } from './pack-problem.ts'
import { packLimits, packSchema } from './pack-schema.ts'
import { shapeProblems } from './pack-shape.ts'

/** A pack file's bytes as a pack, or everything that is wrong with it, at most 100 problems. Never throws. */
export const parsePack = (bytes: Uint8Array): Result<Pack, readonly PackProblem[]> => {
  const { bytes: limit, depth } = packLimits
  if (bytes.length > limit) return err([packProblem('file-too-large', [], { megabytes: limit / 1024 / 1024 })])
  const text = decodeUtf8(bytes)
  if (text === undefined) return err([packProblem('not-utf-8', [])])
  if (nestingOf(text) > depth) return err([packProblem('too-deep', [], { limit: depth })])
  try {
    return readPack(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return err([packProblem('not-json', [], placeOf(text, jsonErrorAt(text) ?? text.length))])
  }
}

/** Whatever came from outside as a pack, or everything that is wrong with it: its shape and its consistency, together. */
export const readPack = (input: unknown): Result<Pack, readonly PackProblem[]> => {
  if (input === null || typeof input !== 'object' || (input as { format?: unknown }).format !== 'palier-pack')
    return err([packProblem('not-a-pack', [])])
  const { formatVersion } = input as { formatVersion?: unknown }
  if (formatVersion !== 1) {
    const version = typeof formatVersion === 'number' ? formatVersion : ''
    return err([packProblem('format-version-unsupported', ['formatVersion'], { version, supported: 1 })])
  }
  if (!isBounded(input, packLimits.values)) return err([packProblem('too-many', [], { limit: packLimits.values })])
  const found = packSchema.safeParse(input)
  const shape = found.success ? [] : shapeProblems(found.error.issues, input, packLimits.problems)
  const problems = distinct([...shape, ...consistencyProblems(input)]).slice(0, packLimits.problems)
  if (found.success && problems.length === 0) return ok(found.data as unknown as Pack)
  return err(problems)
}

/** True when there are at most `most` values inside, and no circle: a circle would be endless. */
const isBounded = (input: unknown, most: number): boolean => {
  const waiting: unknown[] = [input]
  for (let seen = 0; waiting.length > 0; seen += 1) {
    if (seen > most) return false
    const value = waiting.pop()
    if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) waiting.push(inner)
  }
  return true
}

const distinct = (problems: readonly PackProblem[]): readonly PackProblem[] => [
  ...new Map(problems.map((found) => [`${found.problem} ${found.path} ${JSON.stringify(found.params)}`, found])).values(),
]
