import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, depthOf } from '../../../src/core/protocol/json.ts'

describe('canonical text', () => {
  it('is the same for the same content in whatever order its keys stand', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
        const turned = Object.fromEntries(Object.entries(content).reverse())
        expect(canonical(turned as never)).toBe(canonical(content as never))
        expect(JSON.parse(canonical(content as never))).toEqual(JSON.parse(JSON.stringify(content)))
      }),
    )
  })
})

describe('depth', () => {
  it('is counted no further than asked, however deep a document goes', () => {
    let deep: unknown = 1
    for (let level = 0; level < 5000; level += 1) deep = [deep]
    expect(depthOf(deep, 24)).toBe(25)
    expect(depthOf({ a: [1, { b: 2 }] }, 24)).toBe(3)
    expect(depthOf('text', 24)).toBe(0)
  })
})
