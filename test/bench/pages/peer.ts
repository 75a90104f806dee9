import type { Rating } from '../../../src/core/domain/assessment.ts'
import type { Assessed } from '../../support/assessed.ts'

/** What each page of the bench can do with its way of storing and sending. Times are in milliseconds. */
export type Peer = {
  /** Opens an empty database of its own. `strict`: each transaction is on disk before it is said to be saved. */
  readonly open: (options: { readonly strict: boolean }) => Promise<void>
  /** Keeps a document, then rates one requirement of it so many times. One time for each rating. */
  readonly autosave: (document: Assessed, times: number) => Promise<readonly number[]>
  /** Keeps documents that were never sent; `tapped`, with every step that led to them, where the peer keeps steps. Not timed. */
  readonly keep: (documents: readonly Assessed[], how?: 'tapped') => Promise<void>
  /**
   * Sends everything that is kept, until the peer itself says that it arrived. `endpoint` is its path on this server;
   * `batches`, fifty a request, where the peer would choose otherwise.
   */
  readonly push: (endpoint: string, how?: 'batches') => Promise<Pushed>
  /** Fetches everything there is into the database. */
  readonly pull: (endpoint: string) => Promise<{ readonly ms: number; readonly count: number }>
}

export type Pushed = {
  readonly ms: number
  /** Until what was sent had also come back as the server has it, where the peer asks for that. */
  readonly echoed?: number
}

export type Bench = { readonly peer: Peer }

export const offer = (peer: Peer): void => {
  Object.assign(globalThis, { peer })
}

/** The rating that the next tap gives: each turn another requirement, another level than before. */
export const tapOn = ({ ratings }: Assessed, turn: number): { readonly competency: string; readonly rating: Rating } => {
  const competencies = Object.keys(ratings)
  const competency = competencies[turn % competencies.length] ?? ''
  return { competency, rating: { kind: 'level', level: 1 + ((turn + Math.floor(turn / competencies.length)) % 4) } }
}

export const rated = (document: Assessed, turn: number): Assessed => {
  const { competency, rating } = tapOn(document, turn)
  return { ...document, ratings: { ...document.ratings, [competency]: rating } }
}

/** Times `deed`, one turn after the other. */
export const timed = async (times: number, deed: (turn: number) => Promise<unknown>): Promise<readonly number[]> => {
  const found: number[] = []
  for (let turn = 0; turn < times; turn += 1) {
    const began = performance.now()
    await deed(turn)
    found.push(performance.now() - began)
  }
  return found
}

export const since = async (deed: () => Promise<unknown>): Promise<{ readonly ms: number }> => {
  const began = performance.now()
  await deed()
  return { ms: performance.now() - began }
}

/** Makes every transaction that does not say otherwise strict: for libraries that leave it to the browser, which is lax. */
export const demandStrict = (): void => {
  const lax = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    return lax.call(this, stores, mode, { durability: 'strict', ...options })
  }
}
