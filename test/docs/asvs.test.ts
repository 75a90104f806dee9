import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const text = readFileSync(resolve(root, 'docs/security.md'), 'utf8')

/** The requirements of levels 1 and 2 of ASVS 5.0.0: of each section, how many from the first on. Level 3 comes last in each of these. */
const sections: { readonly [section: string]: number } = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2, '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1 },
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2, '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
  ...{ '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3, '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2, '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1 },
  ...{ '9.1': 3, '9.2': 4, '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3 },
  ...{ '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1, '12.1': 3, '12.2': 2, '12.3': 4 },
  ...{ '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5, '14.1': 2, '14.2': 4, '14.3': 3, '15.1': 3, '15.2': 3, '15.3': 7 },
  ...{ '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3, '17.1': 1, '17.2': 4, '17.3': 2 },
}
const wanted = Object.entries(sections).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, nth) => `${section}.${nth + 1}`),
)

/** `1.2.1–4` and `1.2.1, 1.2.3` as single requirements. */
const idsIn = (cell: string): readonly string[] =>
  cell.split(',').flatMap((part) => {
    const [, section = '', first = '', last = first] = /^(\d+\.\d+)\.(\d+)(?:–(\d+))?$/.exec(part.trim()) ?? []
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, nth) => `${section}.${Number(first) + nth}`)
  })

const rows = [...text.matchAll(/^\| ([\d., –]+) \| (met|part|open|n\/a|operator|deviation) \| (.+) \|$/gm)].map(
  ([, ids = '', state = '', evidence = '']) => ({ ids: idsIn(ids), state, evidence }),
)

describe('the list of what is asked for (ASVS 5.0, level 2)', () => {
  it('answers to each requirement once, and to no other', () => {
    const found = rows.flatMap(({ ids }) => ids)
    expect(wanted.length).toBe(253)
    expect(wanted.filter((id) => !found.includes(id))).toEqual([])
    expect(found.filter((id, at) => !wanted.includes(id) || found.indexOf(id) !== at)).toEqual([])
  })

  it('names for what is met a place that is there', () => {
    const named = (evidence: string) =>
      [...evidence.matchAll(/`((?:src|test|docs|scripts|locales)\/[^`*]+)`/g)].map(([, path]) => path as string)
    expect(rows.filter(({ state, evidence }) => state === 'met' && named(evidence).length === 0).map(({ ids }) => ids)).toEqual(
      [],
    )
    const all = [...text.matchAll(/`((?:src|test|docs|scripts|locales)\/[^`*]+)`/g)].map(([, path]) => path as string)
    expect([...new Set(all)].filter((path) => !existsSync(resolve(root, path)))).toEqual([])
  })

  it('knows one deviation that was decided', () => {
    expect(rows.filter(({ state }) => state === 'deviation').flatMap(({ ids }) => ids)).toEqual(['14.3.3'])
  })

  it('says how many of each there are', () => {
    const countOf = (state: string) => rows.filter((row) => row.state === state).flatMap(({ ids }) => ids).length
    const said = /(\d+) met, (\d+) met by the operator, (\d+) not applicable, (\d+) met in part, (\d+) open, 1 deviation/
      .exec(text)
      ?.slice(1)
      .map(Number)
    expect(said).toEqual(['met', 'operator', 'n/a', 'part', 'open'].map(countOf))
  })
})
