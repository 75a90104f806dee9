import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { schemas, shapes } from '../../src/server/http/interface.ts'
import type { Content, RouteShape } from '../../src/server/http/route-shape.ts'

type Node = { readonly [key: string]: unknown }

/** A body in words, of operations or of rows, is judged field by field where its kind is known: see `validate.test.ts`. */
const open = ['RequestOperation']

const taken = ({ takes }: RouteShape): readonly string[] => (takes ? schemasIn(takes) : [])
const schemasIn = (content: Content): readonly string[] => {
  if (content.type === 'application/json') return [content.schema]
  return content.type === 'application/x-ndjson' ? content.lines.map(({ schema }) => schema) : []
}

const has = ({ type }: Node, name: string): boolean => type === name || (Array.isArray(type) && type.includes(name))

/** Places of a schema that would take more than anybody needs: a key nobody knows, a list or a text without an end. */
const looseIn = (value: unknown, place: string): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((one, nth) => looseIn(one, `${place}.${nth}`))
  if (value === null || typeof value !== 'object') return []
  const node = value as Node
  const isBoundKeyed = node['propertyNames'] !== undefined && node['additionalProperties'] !== undefined
  const own = [
    has(node, 'object') && node['additionalProperties'] !== false && !isBoundKeyed && 'unknown keys',
    has(node, 'array') && node['maxItems'] === undefined && node['prefixItems'] === undefined && 'a list without an end',
    has(node, 'string') && !isBoundText(node) && 'a text without an end',
  ].filter((one) => one !== false)
  return [
    ...own.map((what) => `${place}: ${what}`),
    ...Object.entries(node).flatMap(([key, inner]) => looseIn(inner, `${place}.${key}`)),
  ]
}

const isBoundText = (node: Node): boolean =>
  ['maxLength', 'enum', 'const', 'format'].some((bound) => node[bound] !== undefined) ||
  /\{\d+(,\d+)?\}\$$/.test(String(node['pattern']))

describe('what a route takes', () => {
  const names = [...new Set((shapes as readonly RouteShape[]).flatMap(taken))].filter((name) => !open.includes(name))

  it.each(names)('%s has no key that nobody knows, no list and no text without an end', (name) => {
    const schema = (schemas as { readonly [name: string]: z.ZodMiniType })[name]
    expect(schema && looseIn(z.toJSONSchema(schema, { io: 'input' }), name)).toEqual([])
  })

  it('would be found out', () => {
    const loose = z.object({ list: z.array(z.string()), depth: z.strictObject({ word: z.string().check(z.maxLength(9)) }) })
    expect(looseIn(z.toJSONSchema(loose, { io: 'input' }), 'Loose')).toEqual([
      'Loose: unknown keys',
      'Loose.properties.list: a list without an end',
      'Loose.properties.list.items: a text without an end',
    ])
  })
})
