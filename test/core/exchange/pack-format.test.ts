import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsePack } from '../../../src/core/exchange/pack.ts'
import { packJsonSchema } from '../../../src/core/exchange/pack-json-schema.ts'
import { packProblemCodes } from '../../../src/core/exchange/pack-problem.ts'

const file = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

describe('the pack format', () => {
  it('is published as the JSON Schema that the code implies (else run node scripts/pack-schema.mjs)', () => {
    expect(file('public/packs/pack.schema.json')).toBe(packJsonSchema())
  })

  it('is documented with every problem that can be reported', () => {
    const problems = file('docs/pack-format.md').split('\n## Problems\n')[1] ?? ''
    const named = [...problems.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((found) => found[1])
    expect(named).toEqual([...packProblemCodes])
  })

  it('is documented with an example that is a pack', () => {
    const example = /```json\n([\s\S]*?)```/.exec(file('docs/pack-format.md'))?.[1] ?? ''
    const read = parsePack(new TextEncoder().encode(example))
    expect(read.ok ? [] : read.problem).toEqual([])
  })
})
