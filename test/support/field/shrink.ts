import type { Board, Game, Outcome } from './play.ts'
import { play } from './play.ts'

/** What was violated: a rule's number, or the first words of what was thrown. Two games fail alike when it is the same. */
export const kindOf = ({ violation }: Outcome): string | undefined =>
  violation === undefined ? undefined : String((violation as Error).message ?? violation).slice(0, 6)

/** Leaves out steps of a game that fails, as many as can be spared for it to fail alike: first halves, then ever smaller pieces. */
export const shrunk = async (game: Game, board: Board = {}, tries = 300): Promise<Game> => {
  const wanted = kindOf(await play(game, board))
  let { steps } = game
  let left = tries
  for (let size = Math.ceil(steps.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < steps.length && left > 0; left -= 1) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)]
      if (kindOf(await play({ seed: game.seed, steps: fewer }, board)) === wanted) steps = fewer
      else at += size
    }
  }
  return { seed: game.seed, steps }
}

/** A failing game in words: its seed, what was violated, and what happened before, as short as it can be told. */
export const told = async (game: Game, board: Board = {}): Promise<string> => {
  const short = await shrunk(game, board)
  const { violation, trace } = await play(short, board)
  const what = (violation as Error | undefined)?.stack ?? String(violation)
  return [`seed ${game.seed}, ${game.steps.length} steps, of which these are enough:`, ...trace, what].join('\n')
}
