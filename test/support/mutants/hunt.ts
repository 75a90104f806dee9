import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { further } from './further.ts'
import { plant } from './planted.ts'
import { wrongVariants } from './wrong-variants.ts'

/*
 * One process, one mutant: `hunt.ts <board> <seeds> <name>`. Plays the seeds until one catches it and says which, or that none
 * does. Without a name nothing is planted. A mutant counts as caught by what must hold, not by an error that it makes.
 */

const [board = 'memory', seeds = '1', name] = process.argv.slice(2)
const mutant = [...wrongVariants, ...further].find((one) => one.name === name)
if (name !== undefined && !mutant) throw new Error(`no mutant is called ${name}`)
if (mutant) plant(mutant)

const { gameOf, play } = await import('../field/play.ts')
const folder = mkdtempSync(join(tmpdir(), 'palier-hunt-'))
const boards =
  board === 'memory'
    ? {}
    : await import('../field/boards.ts').then(({ dexieBoard, sqliteBoard }) =>
        board === 'dexie' ? dexieBoard : sqliteBoard(folder),
      )
let found: { seed: number; what: string } | undefined
for (const seed of seeds.split(',').map(Number)) {
  const { violation } = await play(gameOf(seed, 240), boards)
  if (violation === undefined) continue
  const { name: kind, message } = violation as Error
  if (kind !== 'Violation') throw violation
  found = { seed, what: message.slice(0, 160) }
  break
}
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`${JSON.stringify(found ?? null)}\n`)
