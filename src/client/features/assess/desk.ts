import { createStore, type StoreApi } from 'zustand'
import type { AssignmentId, OperationId } from '../../../core/domain/id.ts'
import type { Instant } from '../../../core/domain/time.ts'
import type { App } from '../../app/app.ts'
import { noteUnsaved } from '../../app/busy.ts'
import { newId, now } from '../../app/clock.ts'
import { type Grid, isOwn } from '../../app/work.ts'
import { type Change, type InView, keyOfChange, sameChange, save, storedIn, type WorkProblem } from './change.ts'
import { forgetWords, keepWords, keptWords } from './kept-words.ts'
import { keepPlace, placeOf } from './place.ts'

/** Something said that the screen shows before, or against, what the database holds. */
export type Attempt =
  | { readonly state: 'typing' | 'saving' | 'saved'; readonly change: Change; readonly turn: number }
  | { readonly state: 'failed'; readonly change: Change; readonly turn: number; readonly problem: WorkProblem }

type Step = { readonly before: Change; readonly after: Change }

export type DeskState = {
  /** By the key of the field. What is not here stands in the database as shown. */
  readonly attempts: { readonly [key: string]: Attempt }
  readonly past: readonly Step[]
  readonly future: readonly Step[]
  /** When the database last confirmed something of this assessment. */
  readonly savedAt: Instant | null
}

/** The table at which one assessment is worked on. It dies with the tab; what was saved does not. */
export type Desk = StoreApi<DeskState> & {
  /** Takes in what the database holds now, and lets go of what it confirms. */
  readonly see: (grid: Grid) => void
  /** Says something and saves it; true once it is saved. `shown`: what the person had before him, where he began earlier than now. */
  readonly say: (change: Change, shown?: InView) => Promise<boolean>
  /** Takes in words as they are typed; they are saved when the hand rests. */
  readonly type: (change: Extract<Change, { readonly words: string }>) => void
  /** Saves what was typed and not saved yet. */
  readonly flush: () => void
  /** The person wrote this field by another way, with what stood there before him. */
  readonly wrote: (key: string, operation: OperationId) => void
  readonly retry: (key: string) => void
  /** True when this is what is shown already and nothing keeps it from the disk. */
  readonly holds: (change: Change) => boolean
  /** Takes back the last step, of any kind, and answers what changed. */
  readonly undo: () => Promise<Change | undefined>
  readonly redo: () => Promise<Change | undefined>
}

/** How long a hand rests before its words are saved, in milliseconds. */
export const rest = 400

const desks = new WeakMap<App, Map<AssignmentId, Desk>>()

/** The one desk of an assignment: leaving the screen and coming back finds it as it was. */
export const deskOf = (app: App, assignment: AssignmentId): Desk => {
  const own = desks.get(app) ?? new Map<AssignmentId, Desk>()
  desks.set(app, own)
  const known = own.get(assignment)
  if (known) return known
  const desk = openDesk(app, assignment)
  own.set(assignment, desk)
  return desk
}

const openDesk = (app: App, assignment: AssignmentId): Desk => {
  const store = createStore<DeskState>()(() => ({
    attempts: {},
    past: [],
    future: [],
    savedAt: placeOf(assignment)?.saved ?? null,
  }))
  store.subscribe(({ attempts }) =>
    noteUnsaved(
      `assess.${assignment}`,
      Object.values(attempts).some(({ state }) => state === 'typing' || state === 'failed'),
    ),
  )
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  /** What this desk saved last and the live query may not have brought back yet. */
  const confirmed = new Map<string, Change>()
  /**
   * What the person had before him in each field when he began on it, and all that he said there since. What was not saved stays
   * among them: a write that was given up may have landed, and his own words never stand against one another.
   */
  const inView = new Map<string, InView>()
  const under = new Set<Promise<unknown>>()
  let grid: Grid | undefined
  let turns = 0

  const put = (key: string, attempt: Attempt): void =>
    store.setState(({ attempts }) => ({ attempts: { ...attempts, [key]: attempt } }))

  const writerOf = (key: string): OperationId | null => grid?.writers[key] ?? null

  /** Called where somebody begins on a field. One that shows his own words shows nobody else's: what he had in view there stays. */
  const look = (key: string, shown: InView = [writerOf(key)]): InView => {
    const known = inView.get(key)
    if (known && (store.getState().attempts[key] || known.includes(writerOf(key)))) return known
    inView.set(key, shown)
    return shown
  }

  /** Somebody else's value stands here, so it is shown: but no words go from under a hand before their conflict is settled. */
  const isOver = (change: Change): boolean => {
    const key = keyOfChange(change)
    const isDisputed = change.field !== 'rating' && grid?.conflicts.some(({ field }) => field === key)
    return !isDisputed && !inView.get(key)?.includes(writerOf(key))
  }

  /** What he wrote in another window, or by settling a conflict, stands against nothing that he says here. */
  const knowOwn = async (change: Change): Promise<void> => {
    const key = keyOfChange(change)
    const writer = writerOf(key)
    if (!grid || writer === null || inView.get(key)?.includes(writer)) return
    if (await isOwn(app, grid.assessment, writer)) desk.wrote(key, writer)
  }

  const attempt = async (change: Change): Promise<Step | undefined> => {
    if (!grid) return undefined
    const key = keyOfChange(change)
    turns += 1
    const turn = turns
    const id = newId<'operation'>() as OperationId
    const seen = inView.get(key) ?? look(key)
    inView.set(key, [...seen, id])
    const stored = storedIn(grid.assessment, change)
    clearTimeout(timers.get(key))
    put(key, { state: 'saving', change, turn })
    const done = await save(app, grid, change, { id, seen: { [key]: seen } })
    const latest = store.getState().attempts[key]?.turn === turn
    if (!done.ok) {
      if (latest) put(key, { state: 'failed', change, turn, problem: done.problem })
      return undefined
    }
    const before = confirmed.get(key) ?? stored
    confirmed.set(key, change)
    if (latest) {
      put(key, { state: 'saved', change, turn })
      forgetWords(assignment, key)
      store.setState((state) => (grid ? settled(state, grid) : state))
    }
    const savedAt = now()
    store.setState({ savedAt })
    const competency = change.field === 'summary' ? placeOf(assignment)?.competency : change.competency
    if (competency) keepPlace(assignment, { competency, touched: savedAt, saved: savedAt })
    return { before, after: change }
  }

  const say = (change: Change, shown?: InView): Promise<boolean> => {
    look(keyOfChange(change), shown)
    const said = attempt(change).then((step) => {
      if (step) store.setState(({ past }) => ({ past: pushed(past, step), future: [] }))
      return step !== undefined
    })
    under.add(said)
    return said.finally(() => under.delete(said))
  }

  const flush = (): void => {
    for (const { state, change } of Object.values(store.getState().attempts)) if (state === 'typing') void say(change)
  }

  /** Steps back and forth wait for what is being said, and for one another. */
  const step = (walk: (state: DeskState) => Promise<Change | undefined>): Promise<Change | undefined> => {
    flush()
    const walked = Promise.all(under).then(() => walk(store.getState()))
    under.add(walked)
    return walked.finally(() => under.delete(walked))
  }

  const desk: Desk = {
    ...store,
    wrote: (key, operation) => void inView.set(key, [...(inView.get(key) ?? []), operation]),
    see: (next) => {
      const first = grid === undefined
      grid = next
      store.setState((state) => settled(state, next, isOver))
      const { attempts } = store.getState()
      for (const key of [...confirmed.keys()]) if (attempts[key]?.state !== 'saving') confirmed.delete(key)
      if (first) restore(app, next, say)
    },
    say,
    type: (change) => {
      const key = keyOfChange(change)
      turns += 1
      keepWords(assignment, change, look(key))
      put(key, { state: 'typing', change, turn: turns })
      clearTimeout(timers.get(key))
      timers.set(
        key,
        setTimeout(() => void say(change), rest),
      )
    },
    flush,
    retry: (key) => {
      const failed = store.getState().attempts[key]
      if (failed?.state === 'failed') void say(failed.change)
    },
    holds: (change) => {
      const shown = store.getState().attempts[keyOfChange(change)]
      if (shown) return shown.state !== 'failed' && sameChange(shown.change, change)
      return grid !== undefined && sameChange(storedIn(grid.assessment, change), change)
    },
    undo: () =>
      step(async ({ past, future }) => {
        const last = past.at(-1)
        if (last) await knowOwn(last.before)
        if (!last || !(await attempt(last.before))) return undefined
        store.setState({ past: past.slice(0, -1), future: [...future, last] })
        return last.before
      }),
    redo: () =>
      step(async ({ past, future }) => {
        const next = future.at(-1)
        if (next) await knowOwn(next.after)
        if (!next || !(await attempt(next.after))) return undefined
        store.setState({ past: [...past, next], future: future.slice(0, -1) })
        return next.after
      }),
  }
  return desk
}

/** Words typed in one go are one step: undo brings back what stood there before, not the last keystroke. */
const pushed = (past: readonly Step[], step: Step): readonly Step[] => {
  const last = past.at(-1)
  if (sameChange(step.before, step.after)) return past
  const goesOn = last && step.after.field !== 'rating' && keyOfChange(last.after) === keyOfChange(step.after)
  return goesOn ? [...past.slice(0, -1), { before: last.before, after: step.after }] : [...past, step]
}

/** Without the attempts that the database holds by now, whoever wrote them there, and those that it held and that are over. */
const settled = (state: DeskState, { assessment }: Grid, isOver = (_: Change): boolean => false): DeskState => {
  const open = Object.entries(state.attempts).filter(
    ([, { state: at, change }]) =>
      at === 'saving' ||
      at === 'typing' ||
      !(sameChange(change, storedIn(assessment, change)) || (at === 'saved' && isOver(change))),
  )
  return open.length === Object.keys(state.attempts).length ? state : { ...state, attempts: Object.fromEntries(open) }
}

/**
 * Words that a page took with it when it was thrown away. A signed assessment takes nothing more, and own words that were saved
 * since stay; beside a colleague's they stand as a conflict. Of which it is not known upon what they were typed, they replace nothing.
 */
const restore = (app: App, { assessment, assignment, writers }: Grid, say: Desk['say']): void => {
  for (const { seen: known, over, ...change } of keptWords(assignment.id)) {
    const key = keyOfChange(change)
    const writer = writers[key] ?? null
    const stored = storedIn(assessment, change)
    const seen = known ?? [over?.some((words) => sameChange({ ...change, words }, stored)) ? writer : null]
    const forget = (): void => forgetWords(assignment.id, key)
    if (assessment.state !== 'draft' || sameChange(change, stored)) forget()
    else if (writer === null || seen.includes(writer)) void say(change, seen)
    else void isOwn(app, assessment, writer).then((own) => void (own ? forget() : say(change, seen)))
  }
}
