import { err, ok, type Result } from './result.ts'
import type { Text } from './text.ts'

/** A rank on a scale: a whole number, consecutive, starting at 0 or 1. Never a percentage, never a mean. */
export type Level = number

export type ScaleLevel = { readonly level: Level; readonly name: Text; readonly description?: Text | undefined }

/** An ordered set of 2 to 8 proficiency levels that a framework owns. */
export type Scale = { readonly levels: readonly ScaleLevel[] }

export type ScaleProblem =
  | { readonly problem: 'scale-size'; readonly count: number }
  | { readonly problem: 'scale-start'; readonly first: number }
  | { readonly problem: 'scale-step'; readonly at: number }

export const isOnScale = (scale: Scale, level: Level): boolean => scale.levels.some((step) => step.level === level)

export const lowest = (scale: Scale): Level => scale.levels[0]?.level ?? 0
export const highest = (scale: Scale): Level => scale.levels.at(-1)?.level ?? 0

/** A scale has 2 to 8 levels whose ranks are consecutive and start at 0 or 1. */
export const checkScale = (scale: Scale): Result<Scale, ScaleProblem> => {
  const { levels } = scale
  if (levels.length < 2 || levels.length > 8) return err({ problem: 'scale-size', count: levels.length })
  const first = levels[0]?.level ?? Number.NaN
  if (first !== 0 && first !== 1) return err({ problem: 'scale-start', first })
  const broken = levels.findIndex((step, i) => step.level !== first + i)
  return broken >= 0 ? err({ problem: 'scale-step', at: broken }) : ok(scale)
}
