import { type Board, type Counts, gameOf, play } from './play.ts'
import { told } from './shrink.ts'

export type Season = {
  readonly games: number
  readonly steps: number
  readonly seconds: number
  readonly counts: Counts
  /** Each failing game in words. */
  readonly failed: readonly string[]
}

export type SeasonPlan = {
  /** The seeds to play, in their order. */
  readonly seeds: Iterable<number>
  /** Steps of one game. */
  readonly length: number
  /** Stops after so many steps, whatever seeds are left. */
  readonly most?: number
  readonly board?: Board
  readonly played?: (season: Omit<Season, 'seconds'>) => void
}

/** Plays game after game and tells of those that fail; at most three of them, for one is enough to begin with. */
export const season = async ({ seeds, length, most = Number.POSITIVE_INFINITY, board, played }: SeasonPlan): Promise<Season> => {
  const begun = performance.now()
  let [games, steps] = [0, 0]
  const counts = { operations: 0, refused: 0, conflicts: 0 }
  const failed: string[] = []
  for (const seed of seeds) {
    if (steps >= most || failed.length === 3) break
    const game = gameOf(seed, length)
    const outcome = await play(game, board)
    games += 1
    steps += length
    for (const name of ['operations', 'refused', 'conflicts'] as const) counts[name] += outcome.counts[name]
    if (outcome.violation !== undefined) failed.push(await told(game, board))
    played?.({ games, steps, counts, failed })
  }
  return { games, steps, counts, failed, seconds: (performance.now() - begun) / 1000 }
}

/** One seed after the other. */
export function* seedsFrom(first: number): Generator<number> {
  for (let seed = first; ; seed += 1) yield seed % 2 ** 31
}
