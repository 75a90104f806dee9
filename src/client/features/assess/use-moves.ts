import { type RefObject, useCallback } from 'react'
import { flushSync } from 'react-dom'
import { isOnScale } from '../../../core/domain/scale.ts'
import type { Grid } from '../../app/work.ts'
import type { Scoring } from './use-scoring.ts'
import { useShortcuts } from './use-shortcuts.ts'

export type Moves = { readonly previous: (() => void) | undefined; readonly next: (() => void) | undefined }

/** On to the next competency and back. Each begins at the top of its page. */
export const useMoves = ({ lines, place, go }: Scoring): Moves => {
  const to = useCallback(
    (index: number): (() => void) | undefined => {
      const code = lines[index]?.code
      return code === undefined
        ? undefined
        : () => {
            flushSync(() => go(code))
            document.documentElement.scrollTop = 0
            if (document.activeElement === document.body) document.getElementById('main')?.focus()
          }
    },
    [lines, go],
  )
  return { previous: to(place - 1), next: to(place + 1) }
}

type Parts = {
  readonly work: Scoring
  readonly grid: Grid
  readonly moves: Moves
  readonly comment: () => void
  readonly help: () => void
  readonly single: boolean
}

/** The same moves by the keyboard; the focus goes with them, so that the arrows walk the new ladder. */
export const useKeys = ({ work, grid, moves, comment, help, single }: Parts): void => {
  const { line, say, undo, redo } = work
  const writable = grid.assessment.state === 'draft'
  const follow = (move: (() => void) | undefined): void => {
    move?.()
    focusLadder()
  }
  useShortcuts(
    {
      level: (level) => {
        if (line && writable && isOnScale(grid.pack.framework.scale, level)) void say(line, { kind: 'level', level })
      },
      notObserved: () => {
        if (line && writable) void say(line, { kind: 'not-observed' })
      },
      comment: () => writable && comment(),
      next: () => follow(moves.next),
      previous: () => follow(moves.previous),
      undo: () => writable && undo(),
      redo: () => writable && redo(),
      help,
    },
    single,
  )
}

const focusLadder = (): void => {
  const here = document.querySelector('[data-here]')
  const radio = here?.querySelector<HTMLInputElement>('input[type="radio"]:checked') ?? here?.querySelector('input')
  radio?.focus({ preventScroll: here?.tagName !== 'TR' })
}

/** Opens the comment and puts the hand in it. */
export const openComment = (work: Scoring, field: RefObject<HTMLTextAreaElement | null>): void => {
  flushSync(work.openComment)
  field.current?.focus()
}
