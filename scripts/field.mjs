// Plays the simulated field: `npm run field -- --steps 1000000 [--seed 7] [--length 240] [--on memory|dexie|sealed|sqlite]`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { season, seedsFrom } from '../test/support/field/season.ts'

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    length: { type: 'string', default: '240' },
    on: { type: 'string', default: 'memory' },
  },
})
const [most, seed, length] = [values.steps, values.seed, values.length].map(Number)
if (![most, seed, length].every((number) => Number.isSafeInteger(number) && number >= 0) || length === 0) {
  console.error('--steps, --seed and --length take whole numbers')
  process.exit(2)
}

const boardOn = {
  memory: async () => undefined,
  dexie: async () => (await import('../test/support/field/boards.ts')).dexieBoard,
  sealed: async () => (await import('../test/support/field/boards.ts')).sealedBoard,
  sqlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'palier-field-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    return (await import('../test/support/field/boards.ts')).sqliteBoard(folder)
  },
}
const board = await boardOn[values.on]?.()
console.log(`from seed ${seed}, ${length} steps a game, ${most} steps in all, on ${values.on}`)
let shown = performance.now()
let printed = 0
const { games, steps, seconds, counts, failed } = await season({
  seeds: seedsFrom(seed),
  length,
  most,
  ...(board ? { board } : {}),
  played: ({ games, steps, failed }) => {
    for (const game of failed.slice(printed)) console.log(`\n${game}\n`)
    printed = failed.length
    if (performance.now() - shown < 5000) return
    shown = performance.now()
    console.log(`${games} games, ${steps} steps, ${failed.length} failed`)
  },
})
console.log(
  `\n${games} games, ${steps} steps in ${seconds.toFixed(1)} s (${Math.round(steps / seconds)} a second): ${counts.operations} operations taken, ${counts.refused} refused, ${counts.conflicts} conflicts left standing, ${failed.length} failed`,
)
process.exitCode = failed.length === 0 ? 0 : 1
