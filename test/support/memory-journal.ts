import type { Answer, Call } from '../../src/client/storage/journal/calls.ts'
import type { JournalDisk, JournalFile } from '../../src/client/storage/journal/disk.ts'
import type { Journal, JournalContent } from '../../src/client/storage/journal/journal.ts'
import { openLog } from '../../src/client/storage/journal/log.ts'
import { type Seal, sealOf } from '../../src/client/storage/journal/seal.ts'
import { sealRecords } from '../../src/client/storage/journal/seal-records.ts'
import type { JournalSealing } from '../../src/client/storage/journal/sealing.ts'
import { serveLog } from '../../src/client/storage/journal/serve.ts'
import { ok, type Result } from '../../src/core/domain/result.ts'
import type { JournalPlace } from '../contract/journal.ts'

type Stored = { bytes: Uint8Array; flushed: Uint8Array; holder: object | undefined }

export type MemoryPlace = JournalPlace & {
  /** All tabs end, and what was not flushed is gone. */
  readonly cutPower: () => void
  /** All files together hold no more than this, in bytes. */
  readonly limit: (bytes: number) => void
  /** The power is cut before the n-th next deed of the disk; what began never ends. */
  readonly cutPowerBefore: (deeds: number) => void
}

/** The journal's own code over files in memory, with flushes that can be missing and a power that can be cut; sealed where it is told how. */
export const memoryPlace = (sealing?: JournalSealing): MemoryPlace => {
  const files = new Map<string, Stored>()
  const holders = new Map<Journal, object>()
  let capacity = Number.POSITIVE_INFINITY
  let deedsLeft = Number.POSITIVE_INFINITY
  let locked: Promise<unknown> = Promise.resolve()

  const cutPower = (): void => {
    for (const [name, file] of files) files.set(name, { bytes: file.flushed, flushed: file.flushed, holder: undefined })
    locked = Promise.resolve()
    holders.clear()
    deedsLeft = Number.POSITIVE_INFINITY
  }
  class PowerCut extends Error {}
  const deed = (holder: { dead?: boolean }): void => {
    deedsLeft -= 1
    if (deedsLeft < 0) {
      cutPower()
      holder.dead = true
    }
    if (holder.dead) throw new PowerCut('the power is gone')
  }
  const fileOf = (stored: Stored, holder: object): JournalFile => ({
    read: () => stored.bytes.slice(),
    write: (bytes, at) => {
      deed(holder)
      const others = [...files.values()].reduce((sum, file) => sum + (file === stored ? 0 : file.bytes.length), 0)
      const end = Math.max(stored.bytes.length, at + bytes.length)
      const fits = Math.max(stored.bytes.length, Math.min(end, capacity - others))
      const grown = new Uint8Array(fits)
      grown.set(stored.bytes)
      grown.set(bytes.subarray(0, fits - at), at)
      stored.bytes = grown
      if (fits < end) throw new DOMException('full', 'QuotaExceededError')
    },
    flush: () => {
      deed(holder)
      stored.flushed = stored.bytes.slice()
    },
    size: () => stored.bytes.length,
    close: () => {
      stored.holder = undefined
    },
  })
  const diskOf = (holder: object): JournalDisk => ({
    names: async () => [...files.keys()],
    open: async (name) => {
      deed(holder)
      const stored = files.get(name) ?? { bytes: new Uint8Array(), flushed: new Uint8Array(), holder: undefined }
      if (stored.holder) return undefined
      stored.holder = holder
      files.set(name, stored)
      return fileOf(stored, holder)
    },
    peek: async (name) => files.get(name)?.bytes.slice(),
    remove: async (name) => {
      deed(holder)
      files.delete(name)
    },
    alone: async (task) => {
      const turn = locked.then(task)
      locked = turn.catch(() => undefined)
      return turn
    },
  })
  return {
    open: async () => {
      const holder = {}
      const journal: Journal = {
        ...journalOver(diskOf(holder), async () => files.size > 0, sealing && sealOf(sealing)),
        ...(sealing && { sealed: (records) => sealRecords(sealing, records) }),
      }
      holders.set(journal, holder)
      return journal
    },
    end: async (journal) => {
      const holder = holders.get(journal)
      for (const file of files.values()) if (file.holder === holder) file.holder = undefined
    },
    files: async () => [...files].map(([name, { bytes }]) => ({ name, bytes: bytes.slice() })),
    put: async (name, bytes) => void files.set(name, { bytes, flushed: bytes, holder: undefined }),
    cutPower,
    limit: (bytes) => {
      capacity = bytes
    },
    cutPowerBefore: (deeds) => {
      deedsLeft = deeds
    },
  }
}

const journalOver = (disk: JournalDisk, exists: () => Promise<boolean>, seal?: Seal): Journal => {
  const waiting = new Map<number, (result: Answer['result']) => void>()
  let serve: ReturnType<typeof serveLog> | undefined
  let number = 0
  const ask = (call: Call): Promise<Answer['result']> =>
    new Promise((resolve) => {
      number += 1
      waiting.set(number, resolve)
      serve ??= serveLog(
        () => openLog(disk, Date.now, seal),
        (answer) => waiting.get(answer.number)?.(answer.result),
      )
      serve({ ...call, number })
    })
  const done = async (call: Call): Promise<Result<void, never>> => (await ask(call)) as Result<void, never>
  return {
    append: (records) => done({ call: 'append', records }),
    settle: (ids) => done({ call: 'settle', ids }),
    know: (device) => done({ call: 'know', device }),
    read: async () => {
      const reply = await ask({ call: 'read' })
      return reply.ok ? ok(reply.value as JournalContent) : reply
    },
    unseal: async (answers) => {
      const reply = await ask({ call: 'unseal', answers })
      return reply.ok ? ok((reply.value as { readonly texts: readonly string[] }).texts) : reply
    },
    exists,
    close: async () => void (await ask({ call: 'close' })),
  }
}
