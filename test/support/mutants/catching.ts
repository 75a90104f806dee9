import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Mutant } from './mutant.ts'

export type Catch = { readonly seed: number; readonly what: string; readonly games: number }

const root = resolve(import.meta.dirname, '../../..')

/** Plays seeds in a process of its own, with a mutant in it; tells which seed caught it, and after how many games. */
export const hunted = async (
  { name, board }: Pick<Mutant, 'board'> & { readonly name?: string },
  seeds: readonly number[],
): Promise<Catch | undefined> => {
  const said = await output([board, seeds.join(','), ...(name === undefined ? [] : [name])])
  const found = JSON.parse(said) as Omit<Catch, 'games'> | null
  return found ? { ...found, games: seeds.indexOf(found.seed) + 1 } : undefined
}

/** The seed that caught it last first, then others from the first one on. */
export const seedsFor = ({ seed }: Mutant, most: number): readonly number[] => [
  seed,
  ...Array.from({ length: most }, (_, at) => at + 1).filter((other) => other !== seed),
]

const output = (given: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['test/support/mutants/hunt.ts', ...given], { cwd: root, timeout: 240_000 })
    let [said, complained] = ['', '']
    child.stdout.on('data', (piece) => {
      said += piece
    })
    child.stderr.on('data', (piece) => {
      complained += piece
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`${given.at(-1)}: ${complained}`))))
  })

/** Does a few at a time, in the order in which they stand. */
export const inTurns = async <Item, Value>(
  items: readonly Item[],
  turns: number,
  work: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> => {
  const done: Value[] = []
  let next = 0
  const turn = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) done[at] = await work(items[at] as Item)
  }
  await Promise.all(Array.from({ length: turns }, turn))
  return done
}
