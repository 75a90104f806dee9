import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packProblemCodes } from '../../../src/core/exchange/pack-problem.ts'
import { staffFields } from '../../../src/core/exchange/staff-mapping.ts'
import { rowProblemCodes } from '../../../src/core/exchange/staff-problem.ts'
import { tableProblemCodes } from '../../../src/core/exchange/table.ts'

type Words = { readonly problem: Record<string, string>; readonly field: Record<string, string> }

const words = (language: string): Words =>
  JSON.parse(readFileSync(new URL(`../../../locales/${language}/import.json`, import.meta.url), 'utf8'))

/** The parameters that docs/pack-format.md promises for each problem of a pack. */
const promised = new Map(
  [
    ...readFileSync(new URL('../../../docs/pack-format.md', import.meta.url), 'utf8').matchAll(
      /^\| `([a-z0-9-]+)` \|[^|]*\|([^|]*)\|$/gm,
    ),
  ].map(([, code = '', params = '']) => [code, params.split(',').map((param) => param.trim())] as const),
)

describe.each(['fr', 'en', 'pt', 'es'])('the words of an import in %s', (language) => {
  const { problem, field } = words(language)

  it('say every problem that can be reported', () => {
    for (const code of [...packProblemCodes, ...tableProblemCodes, ...rowProblemCodes])
      expect([code, problem[code]?.length ?? 0]).toEqual([code, expect.toSatisfy((length) => length > 15)])
  })

  it('name every field of a staff list', () => {
    expect(Object.keys(field)).toEqual(expect.arrayContaining([...staffFields]))
  })

  it('ask of a pack problem only the parameters that it has', () => {
    for (const code of packProblemCodes)
      for (const [, param = ''] of (problem[code] ?? '').matchAll(/\{\{(\w+)\}\}/g)) expect(promised.get(code)).toContain(param)
  })
})
