import { err, ok } from '../../../core/domain/result.ts'
import type { Answer, Answered, Asked } from './calls.ts'
import type { JournalProblem } from './journal.ts'
import type { Log } from './log.ts'

/** Answers calls one after another, in the order in which they came; the first of them may wait for the log to open. */
export const serveLog = (open: () => Promise<Log>, answer: (answer: Answer) => void): ((asked: Asked) => void) => {
  const opening = open()
  let queue: Promise<unknown> = opening.catch(() => undefined)
  return (asked) => {
    queue = queue.then(async () => {
      try {
        const log = await opening
        answer({ number: asked.number, result: ok(await obey(log, asked)) })
        if (asked.call !== 'close') await log.tend()
      } catch (error) {
        answer({ number: asked.number, result: err(problemOf(error)) })
      }
    })
  }
}

const obey = async (log: Log, asked: Asked): Promise<Answered> => {
  if (asked.call === 'append') log.append(asked.records)
  else if (asked.call === 'settle') log.settle(asked.ids)
  else if (asked.call === 'know') log.know(asked.device)
  else if (asked.call === 'close') log.close()
  else if (asked.call === 'unseal') return { texts: await log.unseal(asked.answers) }
  else return log.read()
  return undefined
}

const problemOf = (error: unknown): JournalProblem => {
  const { name = '', message = '' } = (error ?? {}) as { readonly name?: string; readonly message?: string }
  const cause = name === 'QuotaExceededError' ? 'full' : 'failed'
  return { problem: 'no-journal', cause, detail: `${name}: ${message}`.slice(0, 200) }
}
