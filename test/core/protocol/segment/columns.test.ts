import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CampaignId } from '../../../../src/core/domain/id.ts'
import { columnsOf, type ReportColumns } from '../../../../src/core/domain/report-columns.ts'
import { decodeColumns, encodeColumns } from '../../../../src/core/protocol/segment/columns.ts'
import { siteWork } from '../../../support/large-administration.ts'
import { seeded } from '../../../support/random.ts'
import { assessment, assignment, work } from '../../domain/build.ts'

const columnsFor = (site: number, officers: number, signed?: number): readonly ReportColumns[] => {
  const { campaign, assignments, assessments } = siteWork(site, officers, signed)
  return columnsOf(campaign.id, assignments, new Map(assessments.map((one) => [one.assignment, one])))
}

const small = columnsFor(3, 40)[0] as ReportColumns

describe('columns on the way', () => {
  it('come back as they were, of any work on any job', () => {
    const officer = fc.record({ said: work, signed: fc.boolean(), id: fc.stringMatching(/^[a-z][0-9]{1,6}$/) })
    fc.assert(
      fc.property(fc.uniqueArray(officer, { selector: ({ id }) => id, maxLength: 20 }), (drawn) => {
        const assignments = drawn.map(({ said, id }) =>
          assignment(
            id,
            said.map(({ requirement }) => requirement),
          ),
        )
        const found = drawn.map(({ said, signed, id }) => {
          const given = Object.fromEntries(said.flatMap((one) => (one.rating ? [[one.requirement.competency, one.rating]] : [])))
          return assessment(id, given, signed ? '2026-11-22T09:30:00.000Z' : undefined)
        })
        for (const columns of columnsOf('camp' as CampaignId, assignments, new Map(found.map((one) => [one.assignment, one]))))
          expect(decodeColumns(encodeColumns(columns))).toEqual({ ok: true, value: columns })
      }),
    )
  })

  it('come back as they were from a whole site, names with accents among them', () => {
    expect(small.people.some(({ familyName }) => familyName.includes('é'))).toBe(true)
    for (const columns of columnsFor(2, 1500)) expect(decodeColumns(encodeColumns(columns))).toEqual({ ok: true, value: columns })
  })

  it('name every officer by the beginning of the id, long enough to tell all apart', () => {
    const one = (id: string) => assignment(id, [])
    const ids = ['0123456789abcdef0123456789abcdef', '0123456789ffcdef0123456789abcdef']
    const [columns] = columnsOf('camp' as CampaignId, ids.map(one), new Map())
    expect(columns?.names).toEqual(['0123456789ab', '0123456789ff'])
    const [whole] = columnsOf('camp' as CampaignId, ['a-1', 'a-2'].map(one), new Map())
    expect(whole?.names).toEqual(['a-1', 'a-2'])
  })

  it('are a value wherever they are cut, and never a crash', () => {
    const bytes = encodeColumns(small)
    for (let length = 0; length < bytes.length; length += 1) expect(decodeColumns(bytes.subarray(0, length)).ok).toBe(false)
    expect(decodeColumns(Uint8Array.of(...bytes, 0)).ok).toBe(false)
  })

  it('are a value whatever bytes are changed, and claim no more room than their size allows', () => {
    const bytes = encodeColumns(small)
    const chance = seeded(77)
    for (let round = 0; round < 3000; round += 1) {
      const hostile = Uint8Array.from(bytes)
      for (let times = 1 + chance.below(4); times > 0; times -= 1) hostile[chance.below(hostile.length)] = chance.below(256)
      const found = decodeColumns(hostile)
      if (found.ok) expect(found.value.answers.length).toBeLessThanOrEqual(4_000_000)
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => !decodeColumns(noise).ok))
  })

  it('of officers without number are refused before room is made for them', () => {
    const head = new TextEncoder().encode('{"campaign":"c","units":[["u",""]],"competencies":["x"],"descriptions":[["j",1]]}')
    const claims = Uint8Array.of(0x50, 0x4c, 0x52, 0x43, 1, head.length, ...head, 1, 0, 0x14, 0xff, 0xff, 0xff, 0xff, 0x0f)
    expect(decodeColumns(claims)).toEqual({ ok: false, problem: { problem: 'columns-unreadable', where: 'count' } })
  })

  it('of another version say so', () => {
    const bytes = encodeColumns(small)
    bytes[4] = 2
    expect(decodeColumns(bytes)).toEqual({ ok: false, problem: { problem: 'columns-version', version: 2 } })
  })

  it('of 60,000 officers on 30 requirements at 40 sites, with their names, are 1.3 MB at most', () => {
    let size = 0
    for (let site = 0; site < 40; site += 1)
      for (const columns of columnsFor(site, 1500)) size += gzipSync(encodeColumns(columns), { level: 9 }).length
    expect(size).toBeLessThanOrEqual(1_300_000)
  })
})
