// Plants every wrong variant of the sync in turn and shows that the simulated field catches it: `npm run mutants [-- a part of a name]`.
import { availableParallelism } from 'node:os'
import { hunted, inTurns, seedsFor } from '../test/support/mutants/catching.ts'
import { further } from '../test/support/mutants/further.ts'
import { wrongVariants } from '../test/support/mutants/wrong-variants.ts'

const games = 60
const wanted = process.argv[2] ?? ''
const turns = Math.max(1, Math.min(4, availableParallelism()))

const run = async (title, mutants) => {
  const chosen = mutants.filter(({ name }) => name.includes(wanted))
  if (chosen.length === 0) return true
  console.log(`\n${title}`)
  const caught = await inTurns(chosen, turns, async (mutant) => {
    const found = await hunted(mutant, seedsFor(mutant, games))
    const how = found ? `${found.games} game${found.games === 1 ? '' : 's'}, seed ${found.seed}: ${found.what}` : 'NOT CAUGHT'
    console.log(`  ${mutant.name}, ${mutant.board}: ${how.split('\n')[0]}`)
    return found !== undefined
  })
  const count = caught.filter(Boolean).length
  console.log(`${count} of ${chosen.length} caught`)
  return count === chosen.length
}

const results = [await run('the wrong variants of docs/sync.md', wrongVariants), await run('further ones', further)]
process.exitCode = results.every(Boolean) ? 0 : 1
