import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JobDescription, Requirement } from '../../src/core/domain/job.ts'
import type { Pack } from '../../src/core/domain/pack.ts'
import { chanceFrom } from '../../src/core/exchange/demonstration/chance.ts'
import { judge } from '../../src/core/exchange/demonstration/ratings.ts'
import type { Assessed } from './assessed.ts'
import { remarksFrom } from './remarks.ts'

const requirementsEach = 30

export const pilotPack = (): Pack =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../public/packs/douanes-aoc-1.0.0.json'), 'utf8'))

/** A post that asks for thirty competencies of the pack, with its job's own levels where the job names them. */
export const thirtyRequirements = (pack: Pack): JobDescription => {
  const [job] = pack.jobs
  if (!job) throw new Error('the pack has no job')
  const named = new Set(job.requirements.map(({ competency }) => competency))
  const others = pack.framework.competencies
    .filter(({ code }) => !named.has(code))
    .map(({ code }, place): Requirement => ({ competency: code, level: 1 + (place % 3), weight: 2, essential: false }))
  return { job: job.code, version: 1, requirements: [...job.requirements, ...others].slice(0, requirementsEach) }
}

/** Signed assessments of so many officers in one campaign: the same for the same seed, judged as the demonstration's are, each remark in words of its own. */
export const assessments = (count: number, seed = 1): readonly Assessed[] => {
  const pack = pilotPack()
  const { requirements } = thirtyRequirements(pack)
  const remark = remarksFrom(pack)
  const chance = chanceFrom(seed * 7919)
  const id = (): string => Array.from({ length: 32 }, () => Math.floor(chance.next() * 16).toString(16)).join('')
  const campaign = id()
  const assessors = Array.from({ length: 4 }, id)
  return Array.from({ length: count }, (_, place): Assessed => {
    const assignment = id()
    const { ratings, comments, summary } = judge(pack, requirements, chance, { commentFrom: 2, hasInapplicable: place % 9 === 4 })
    return {
      id: `${assignment}.expert`,
      campaign,
      assignment,
      role: 'expert',
      ratings: Object.fromEntries(ratings),
      comments: Object.fromEntries([...comments.keys()].map((competency) => [competency, remark(chance)])),
      summary,
      signedAt: new Date(Date.UTC(2026, 10, 2 + (place % 20), 8, place % 60, place % 59)).toISOString(),
      signedBy: chance.pick(assessors),
    }
  })
}
