import * as z from 'zod/mini'
import { schemas } from '../../src/server/http/interface.ts'
import type { Chance } from './random.ts'

type Shape = {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly properties?: { readonly [name: string]: Shape }
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly minItems?: number
  readonly minimum?: number
  readonly pattern?: string
  readonly format?: string
}

/** Words that fit one or another of the patterns of the interface. */
const words: readonly string[] = [
  ...['a', 'awa.traore', 'north', 'ABCD-EFGH', '2026-11-22T09:00:00.000Z', '2026-11-22', '1.0.0', '0'],
  ...['A'.repeat(43), 'A'.repeat(64), 'A'.repeat(86), 'A'.repeat(87), 'nonce-of-this-one', 'correct horse battery staple'],
]

/** Something that a schema of the interface takes, as far as that can be told from its shape. */
export const sampleOf = (name: string, chance: Chance): unknown => {
  const schema = (schemas as { readonly [name: string]: z.ZodMiniType })[name]
  return schema ? made(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, chance, 0) : {}
}

const made = (shape: Shape, chance: Chance, depth: number): unknown => {
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return chance.pick(shape.enum)
  const among = shape.anyOf ?? shape.oneOf
  if (among) return made(chance.pick(among), chance, depth + 1)
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {})
          .filter(([name]) => shape.required?.includes(name) || chance.chance(0.5))
          .map(([name, inner]) => [name, depth > 6 ? null : made(inner, chance, depth + 1)]),
      )
    case 'array':
      return Array.from({ length: Math.max(shape.minItems ?? 0, chance.below(3)) }, () =>
        depth > 6 ? null : made(shape.items ?? {}, chance, depth + 1),
      )
    case 'integer':
    case 'number':
      return (shape.minimum ?? 0) + chance.below(5)
    case 'boolean':
      return chance.chance(0.5)
    case 'null':
      return null
    default:
      return text(shape, chance)
  }
}

const text = ({ pattern }: Shape, chance: Chance): string => {
  const fitting = pattern === undefined ? words : words.filter((word) => new RegExp(pattern, 'u').test(word))
  return fitting.length > 0 ? chance.pick(fitting) : chance.pick(words)
}
