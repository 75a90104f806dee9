import { readFileSync } from 'node:fs'
import { tableOf } from '../../src/client/exchange/table-of.ts'
import type { Unit } from '../../src/core/domain/person.ts'
import { parsePack } from '../../src/core/exchange/pack.ts'
import { packProblemCodes } from '../../src/core/exchange/pack-problem.ts'
import { readStaff } from '../../src/core/exchange/staff.ts'
import { guessMapping } from '../../src/core/exchange/staff-mapping.ts'
import { rowProblemCodes } from '../../src/core/exchange/staff-problem.ts'
import { tableProblemCodes } from '../../src/core/exchange/table.ts'
import { mutatedFile } from './mutated-files.ts'
import { seeded } from './random.ts'

/* A process of its own, so that its memory is that of reading: `node read-mutated.ts <seed> <files>`. Answers on one line. */

const known = new Set<string>([...packProblemCodes, ...tableProblemCodes, ...rowProblemCodes])
const [seed = 1, files = 10] = process.argv.slice(2).map(Number)
const chance = seeded(seed)
const starter = parsePack(readFileSync(new URL('../../public/packs/douanes-aoc-1.0.0.json', import.meta.url)))
const jobs = starter.ok ? starter.value.jobs : []
/** The site that the sound list names as known. */
const units = [{ id: 'sik', code: 'SIK', name: 'Sikasso', parent: null, site: true }] as unknown as readonly Unit[]
const counts: { [outcome: string]: number } = {}
const wrong: string[] = []
let slowest = 0

/** Whole, or refused with reasons that are known: never some of it. */
const outcomeOf = async ({ kind, bytes }: ReturnType<typeof mutatedFile>): Promise<readonly string[] | 'taken'> => {
  if (kind === 'pack') {
    const pack = parsePack(bytes)
    return pack.ok ? 'taken' : pack.problem.map(({ problem }) => problem)
  }
  const table = await tableOf({ bytes, fileName: kind === 'list' ? 'agents.csv' : 'agents.xlsx' })
  if (!table.ok) return [table.problem.problem]
  const plan = readStaff(table.value, guessMapping(table.value.header), {
    units,
    people: [],
    posts: [],
    jobs,
    language: 'fr',
  })
  return plan.ok ? 'taken' : plan.problem.map(({ problem }) => problem)
}

for (let number = 0; number < files; number += 1) {
  const file = mutatedFile(chance)
  const begun = performance.now()
  const outcome = await outcomeOf(file).catch((problem: Error) => [`threw ${problem.stack}`])
  slowest = Math.max(slowest, performance.now() - begun)
  const name = `${number} ${file.kind}, ${file.what}`
  if (outcome !== 'taken' && (outcome.length === 0 || !outcome.every((code) => known.has(code))))
    wrong.push(`${name}: ${outcome[0]}`)
  if (outcome !== 'taken' && file.what === 'nothing wrong' && file.kind === 'pack') wrong.push(`${name}: ${outcome[0]}`)
  const key = `${file.kind} ${outcome === 'taken' ? 'taken' : 'refused'}`
  counts[key] = (counts[key] ?? 0) + 1
}
console.log(JSON.stringify({ wrong: wrong.slice(0, 5), slowest, counts, megabytes: process.resourceUsage().maxRSS / 1024 }))
