import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePack, readPack } from '../../../src/core/exchange/pack.ts'
import { starterBytes, starterJson } from './starter-pack-file.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The starter pack after one spoiling, and what is said of it. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into the JSON to break it
const spoilt = (spoil: (pack: any) => void) => {
  const pack = starterJson()
  spoil(pack)
  const read = readPack(pack)
  return read.ok ? [] : read.problem.map(({ problem, path }) => `${problem} ${path}`)
}

describe('a pack file', () => {
  it('is read with and without a byte order mark', () => {
    expect(parsePack(starterBytes()).ok).toBe(true)
    expect(parsePack(new Uint8Array([0xef, 0xbb, 0xbf, ...starterBytes()])).ok).toBe(true)
  })

  it('is refused by name when it is not UTF-8', () => {
    for (const bytes of [
      [0x7b, 0xe9, 0x7d],
      [0xff, 0xfe, 0x7b, 0x00],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xe2, 0x82],
    ])
      expect(parsePack(new Uint8Array(bytes))).toMatchObject({ ok: false, problem: [{ problem: 'not-utf-8' }] })
  })

  it('is refused above 8 MB before anything is read', () => {
    const read = parsePack(new Uint8Array(8 * 1024 * 1024 + 1))
    expect(read).toMatchObject({ ok: false, problem: [{ problem: 'file-too-large', params: { megabytes: 8 } }] })
  })

  it('names the line and the column at which it stops being JSON', () => {
    const cases: readonly (readonly [string, number, number])[] = [
      ['', 1, 1],
      ['{\n  "a": 1,\n  "b" 2\n}', 3, 7],
      ['{"a": [1, 2,]}', 1, 13],
      ['{"a": "x\ny"}', 1, 9],
      ['{"a": 1} x', 1, 10],
      ['{"a": "é", b: 2}', 1, 12],
      ['{"a": tru}', 1, 7],
      ['{"a": 01}', 1, 7],
      ['[1, 2}', 1, 6],
      ['{"a": "\\x"}', 1, 8],
    ]
    for (const [text, line, column] of cases)
      expect([text, parsePack(bytesOf(text))]).toMatchObject([
        text,
        { ok: false, problem: [{ problem: 'not-json', params: { line, column } }] },
      ])
  })

  it('finds a place in every broken text and none in a sound one', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', '{', '}', '"', ',', ':', '\\', 'x', '0'), (json, at, mark) => {
        const cut = at % (json.length + 1)
        const read = parsePack(bytesOf(json.slice(0, cut) + mark + json.slice(cut)))
        expect(read.ok).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('is refused when it nests deeper than a pack can', () => {
    const read = parsePack(bytesOf('['.repeat(100_000)))
    expect(read).toMatchObject({ ok: false, problem: [{ problem: 'too-deep' }] })
  })

  it('is told apart from other JSON, and from a later format', () => {
    expect(readPack({ hello: 1 })).toMatchObject({ problem: [{ problem: 'not-a-pack' }] })
    expect(readPack([])).toMatchObject({ problem: [{ problem: 'not-a-pack' }] })
    expect(readPack(null)).toMatchObject({ problem: [{ problem: 'not-a-pack' }] })
    expect(spoilt((pack) => (pack.formatVersion = 2))).toEqual(['format-version-unsupported formatVersion'])
  })

  it('of two million values is refused at once', () => {
    const started = performance.now()
    const read = parsePack(bytesOf(`{"format":"palier-pack","formatVersion":1,"jobs":[${'0,'.repeat(2_000_000)}0]}`))
    expect(read).toMatchObject({ problem: [{ problem: 'too-many' }] })
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('the shape of a pack', () => {
  it('is named place by place', () => {
    expect(spoilt((pack) => delete pack.licence)).toEqual(['missing licence'])
    expect(spoilt((pack) => (pack.extra = 1))).toEqual(['unknown-key extra'])
    expect(spoilt((pack) => (pack.jobs[3].requirements[2].note = 'x'))).toEqual(['unknown-key jobs[3].requirements[2].note'])
    expect(spoilt((pack) => (pack.jobs[3].requirements[2].weight = 6))).toEqual(['out-of-range jobs[3].requirements[2].weight'])
    expect(spoilt((pack) => (pack.jobs[3].requirements[2].weight = 2.5))).toEqual(['wrong-type jobs[3].requirements[2].weight'])
    expect(spoilt((pack) => (pack.jobs[3].requirements[2].essential = 'yes'))).toEqual([
      'wrong-type jobs[3].requirements[2].essential',
    ])
    expect(spoilt((pack) => (pack.version = '1.0'))).toEqual(['bad-version version'])
    expect(spoilt((pack) => (pack.version = '1.0.0+build'))).toEqual(['bad-version version'])
    expect(spoilt((pack) => (pack.code = 'Douanes AOC'))).toEqual(['bad-code code'])
    expect(spoilt((pack) => (pack.name.FR = 'x'))).toEqual(['bad-language name.FR'])
    expect(spoilt((pack) => (pack.courses[0].format = 'webinar'))).toEqual(['bad-choice courses[0].format'])
    expect(spoilt((pack) => (pack.jobs[0].mission.fr = 'x'.repeat(601)))).toEqual(['too-long jobs[0].mission.fr'])
    expect(spoilt((pack) => (pack.jobs[0].requirements = []))).toEqual(['too-few jobs[0].requirements'])
    expect(spoilt((pack) => (pack.licence = ''))).toEqual(['empty licence'])
    expect(spoilt((pack) => (pack.jobs[0].activities = Array(41).fill({ fr: 'a', en: 'b' })))).toEqual([
      'too-many jobs[0].activities',
    ])
  })

  it('allows a pre-release version', () => {
    expect(spoilt((pack) => (pack.version = '2.0.0-rc.1'))).toEqual([])
  })
})

describe('the content of a pack', () => {
  const levels = 'framework.scale.levels'
  const valuation = 'framework.competencies[15]'

  it('has a scale of 2 to 8 consecutive levels from 0 or 1', () => {
    expect(spoilt((pack) => pack.framework.scale.levels.splice(1))).toEqual([`scale-size ${levels}`])
    expect(spoilt((pack) => pack.framework.scale.levels.shift())).toEqual([`scale-start ${levels}`])
    expect(spoilt((pack) => (pack.framework.scale.levels[2].level = 5))).toEqual([`scale-step ${levels}`])
  })

  it('has every text in every language it declares', () => {
    expect(spoilt((pack) => delete pack.framework.competencies[15].levels[2].indicators[1].en)).toEqual([
      `text-missing ${valuation}.levels[2].indicators[1]`,
    ])
    expect(spoilt((pack) => (pack.jobs[0].mission.fr = '  '))).toEqual(['text-missing jobs[0].mission'])
    expect(spoilt((pack) => pack.languages.push('pt')).length).toBe(100)
    expect(spoilt((pack) => pack.languages.push('fr'))).toEqual(['duplicate-language languages[2]'])
  })

  it('has each code once, and each course once in each format', () => {
    expect(spoilt((pack) => (pack.jobs[1].code = pack.jobs[0].code))).toEqual(['duplicate-code jobs[1].code'])
    expect(spoilt((pack) => pack.framework.groups.push(pack.framework.groups[0]))).toEqual([
      'duplicate-code framework.groups[4].code',
    ])
    expect(spoilt((pack) => pack.courses.push({ ...pack.courses[0], code: 'again' }))).toEqual(['duplicate-course courses[35]'])
    expect(spoilt((pack) => pack.jobs[0].requirements.push(pack.jobs[0].requirements[0]))).toEqual([
      'duplicate-requirement jobs[0].requirements[20]',
    ])
  })

  it('refers only to what it holds', () => {
    expect(spoilt((pack) => (pack.framework.competencies[15].group = 'elsewhere'))).toEqual([`group-unknown ${valuation}.group`])
    expect(spoilt((pack) => (pack.jobs[2].family = 'elsewhere'))).toEqual(['family-unknown jobs[2].family'])
    expect(spoilt((pack) => (pack.jobs[2].requirements[0].competency = 'elsewhere'))).toEqual([
      'competency-unknown jobs[2].requirements[0].competency',
    ])
    expect(spoilt((pack) => (pack.courses[0].serves[0].competency = 'elsewhere'))).toEqual([
      'competency-unknown courses[0].serves[0].competency',
    ])
  })

  it('keeps every level on its scale and in order', () => {
    expect(spoilt((pack) => (pack.framework.competencies[15].levels[3].level = 5))).toEqual([
      `level-off-scale ${valuation}.levels[3].level`,
      'level-undefined jobs[11].requirements[14].level',
    ])
    expect(spoilt((pack) => pack.framework.competencies[15].levels.reverse())[0]).toBe(
      `levels-not-ascending ${valuation}.levels[1].level`,
    )
    expect(spoilt((pack) => (pack.jobs[3].requirements[2].level = 7))).toEqual(['level-off-scale jobs[3].requirements[2].level'])
    expect(spoilt((pack) => (pack.jobs[3].requirements[2].level = 0))).toEqual(['level-off-scale jobs[3].requirements[2].level'])
    expect(spoilt((pack) => (pack.courses[0].serves[0] = { competency: 'integrity', from: 3, to: 2 }))).toEqual([
      'range-reversed courses[0].serves[0]',
    ])
    expect(spoilt((pack) => (pack.courses[0].serves[0].to = 6))).toEqual(['level-off-scale courses[0].serves[0].to'])
  })

  it('requires no level that the competency leaves undefined', () => {
    const found = spoilt((pack) => {
      const integrity = pack.framework.competencies[0]
      integrity.levels = integrity.levels.filter((descriptor: { level: number }) => descriptor.level !== 3)
    })
    expect(found).toContain('level-undefined jobs[0].requirements[0].level')
    expect(found.every((line) => line.startsWith('level-undefined '))).toBe(true)
  })

  it('is judged together with the shape: no problem hides another', () => {
    const found = spoilt((pack) => {
      pack.jobs[0].requirements[0].weight = 9
      pack.jobs[0].requirements[0].competency = 'elsewhere'
      pack.jobs[1].family = 'elsewhere'
      pack.extra = true
    })
    expect(found.sort()).toEqual([
      'competency-unknown jobs[0].requirements[0].competency',
      'family-unknown jobs[1].family',
      'out-of-range jobs[0].requirements[0].weight',
      'unknown-key extra',
    ])
  })

  it('is described in at most 100 problems', () => {
    expect(spoilt((pack) => (pack.jobs = Array(16).fill({ ...pack.jobs[0], mission: undefined }))).length).toBeGreaterThan(16)
    expect(spoilt((pack) => (pack.courses = Array(900).fill({}))).length).toBe(100)
  })
})

describe('a pack spoilt at random', () => {
  const wild = fc.oneof(fc.anything({ maxDepth: 2 }), fc.constantFrom(null, -1, 0, 1e9, '', '__proto__', [], {}, [null]))

  it('is read or refused with problems, and never breaks the reader', () => {
    const keys: (string | number)[][] = []
    const gather = (value: unknown, path: (string | number)[]): void => {
      if (path.length > 0) keys.push(path)
      if (value !== null && typeof value === 'object')
        for (const key of Object.keys(value)) gather((value as never)[key], [...path, key])
    }
    gather(starterJson(), [])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), wild), { minLength: 1, maxLength: 4 }), (changes) => {
        const pack = starterJson()
        for (const [path, value] of changes) {
          // biome-ignore lint/suspicious/noExplicitAny: a test reaches into the JSON to break it
          let at: any = pack
          for (const key of path.slice(0, -1)) at = at?.[key]
          if (at !== null && typeof at === 'object') at[path.at(-1) ?? ''] = value
        }
        const read = readPack(pack)
        if (read.ok) return
        expect(read.problem.length).toBeGreaterThan(0)
        expect(read.problem.length).toBeLessThanOrEqual(100)
        for (const { problem, path, params } of read.problem) {
          expect(typeof problem).toBe('string')
          expect(typeof path).toBe('string')
          for (const param of Object.values(params)) expect(['string', 'number']).toContain(typeof param)
        }
      }),
      { numRuns: 300 },
    )
  })
})
