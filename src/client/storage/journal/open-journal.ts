import { err, ok, type Result } from '../../../core/domain/result.ts'
import type { Answer, Asked, Call, Opening } from './calls.ts'
import type { Journal, JournalContent, JournalProblem } from './journal.ts'
import type { JournalSealing } from './sealing.ts'

type Reply = Answer['result']

/**
 * How long a call may take before it counts as not done, in milliseconds; a long list gets a little more for each record, and so
 * does reading: five thousand sealed records take three seconds where a tablet is six times as slow, once to open and once to tell.
 */
const patience = { least: 4000, each: 1, reading: 20_000 }

/**
 * The journal in the browser's private file system, sealed where a profile was unlocked for it. Its worker starts with the first call: nothing is asked of it before the
 * first screen stands, and what is asked while it opens waits for it.
 */
export const openJournal = (name = 'palier-journal', sealing?: JournalSealing): Journal => {
  let ask: Ask | undefined
  let closed = false
  const started = (): Ask => {
    ask ??= closed || !isPossible() ? absent : startWorker({ folder: name, sealing })
    return ask
  }
  const done = async (call: Call, wait = patience.least): Promise<Result<void, JournalProblem>> => {
    const reply = await started()(call, wait)
    return reply.ok ? ok(undefined) : reply
  }
  return {
    append: (records) => done({ call: 'append', records }, patience.least + records.length * patience.each),
    settle: async (ids) => (ids.length === 0 ? ok(undefined) : done({ call: 'settle', ids })),
    know: (device) => done({ call: 'know', device }),
    read: async () => {
      const reply = await started()({ call: 'read' }, patience.reading)
      if (!reply.ok) return reply
      return ok(reply.value && 'records' in reply.value ? reply.value : nothing)
    },
    unseal: async (answers) => {
      const reply = await started()({ call: 'unseal', answers }, patience.reading)
      if (!reply.ok) return reply
      return ok(reply.value && 'texts' in reply.value ? reply.value.texts : [])
    },
    ...(sealing && { sealed: async (records) => (await import('./seal-records.ts')).sealRecords(sealing, records) }),
    exists: () => exists(name),
    close: async () => {
      closed = true
      if (ask) await ask({ call: 'close' }, patience.least)
      ask = absent
    },
  }
}

type Ask = (call: Call, wait: number) => Promise<Reply>

const nothing: JournalContent = { records: [], corrupt: [], device: null, heads: [] }

const isPossible = (): boolean =>
  'Worker' in globalThis && typeof navigator.storage?.getDirectory === 'function' && 'locks' in navigator

/** What the compiler’s list of page interfaces leaves out. */
type Listed = { readonly keys: () => AsyncIterator<string> }

const exists = async (name: string): Promise<boolean> => {
  try {
    if (!isPossible()) return false
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name)
    // A browser that keeps folders and opens no files for us leaves an empty one.
    return (await (folder as unknown as Listed).keys().next()).done !== true
  } catch {
    return false
  }
}

const problem = (cause: JournalProblem['cause'], detail: string): Reply => err({ problem: 'no-journal', cause, detail })

const absent: Ask = async () => problem('absent', 'this browser has no private file system')

const startWorker = (opening: Opening): Ask => {
  const worker = new Worker(new URL('./journal.worker.ts', import.meta.url), { type: 'module' })
  worker.postMessage(opening)
  const waiting = new Map<number, (reply: Reply) => void>()
  let broken: Reply | undefined
  let number = 0
  worker.onmessage = ({ data }: MessageEvent<Answer>) => waiting.get(data.number)?.(data.result)
  worker.onerror = (event) => {
    broken = problem('failed', `the journal's worker broke: ${event.message}`)
    for (const settle of waiting.values()) settle(broken)
  }
  return (call, wait) => {
    if (broken) return Promise.resolve(broken)
    number += 1
    const asked: Asked = { ...call, number }
    return new Promise((resolve) => {
      const settle = (reply: Reply): void => {
        clearTimeout(late)
        waiting.delete(asked.number)
        if (call.call === 'close') worker.terminate()
        resolve(reply)
      }
      const late = setTimeout(() => settle(problem('timeout', `${wait} ms`)), wait)
      waiting.set(asked.number, settle)
      worker.postMessage(asked)
    })
  }
}
