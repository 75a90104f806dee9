import { describe, expect, it } from 'vitest'
import { hunted, inTurns, seedsFor } from './support/mutants/catching.ts'
import { further } from './support/mutants/further.ts'
import type { Mutant } from './support/mutants/mutant.ts'
import { mutated } from './support/mutants/planted.ts'
import { wrongVariants } from './support/mutants/wrong-variants.ts'

/*
 * A field that finds nothing proves nothing until planted faults turn it red. Here each wrong variant gets the seed that caught it
 * last and a few more; `npm run mutants` looks for longer and says how each was caught.
 */

const boards = ['memory', 'dexie', 'sqlite'] as const
const seedsOn = (board: Mutant['board']): readonly number[] => [
  ...new Set(wrongVariants.flatMap((mutant) => (mutant.board === board ? [mutant.seed] : []))),
]

describe('the wrong variants of the sync', () => {
  it('are sixteen, each with a name of its own, and change what stands in the code', () => {
    const all = [...wrongVariants, ...further]
    expect(wrongVariants).toHaveLength(16)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    for (const mutant of all) for (const { file } of mutant.patches) expect(mutated(mutant, file)).toBeTruthy()
  })

  it('are all caught by the field', async () => {
    const caught = await inTurns(wrongVariants, 2, async (mutant) => ({
      name: mutant.name,
      caught: (await hunted(mutant, seedsFor(mutant, 12))) !== undefined,
    }))
    expect(caught.filter((one) => !one.caught)).toEqual([])
  }, 300_000)

  it('are caught for what they do: the same games find nothing in the code as it is', async () => {
    const found = await inTurns(boards, 2, (board) => hunted({ board }, seedsOn(board)))
    expect(found).toEqual(boards.map(() => undefined))
  }, 300_000)
})
