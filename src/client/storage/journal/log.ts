import { openBox } from '../../../core/protocol/courier/box.ts'
import { answerPlace } from '../../../core/protocol/courier/reply.ts'
import { contentOf, contentsOf, mustStay, survivorsOf } from './contents.ts'
import type { JournalDisk } from './disk.ts'
import type { JournalContent, JournalDevice, JournalRecord, SealedAnswer } from './journal.ts'
import type { Entry } from './line.ts'
import { makeFile, makeRoom, type OwnFile, parsedOf, writeEntries } from './own-file.ts'
import type { Parsed } from './read-file.ts'
import type { Seal } from './seal.ts'
import { peeked, type Taken, takeOver } from './take-over.ts'

/** A file is written anew when it is larger than this and more than half of it is settled, in bytes. */
const tidyAbove = 256 * 1024

/** How long to wait for other tabs that open or read, in milliseconds. */
const patience = 1500

/** The journal where the disk is: one tab's own file, and a view of all. Its deeds throw what the disk throws. */
export type Log = {
  readonly append: (records: readonly JournalRecord[]) => void
  readonly settle: (ids: readonly string[]) => void
  readonly know: (device: JournalDevice) => void
  readonly read: () => Promise<JournalContent>
  readonly unseal: (answers: readonly SealedAnswer[]) => Promise<readonly string[]>
  /** Makes room and tidies, between deeds. Never throws: what does not work now is tried again later. */
  readonly tend: () => Promise<void>
  readonly close: () => void
}

/** Sealed where a seal is given. */
export const openLog = async (disk: JournalDisk, now: () => number, seal?: Seal): Promise<Log> => {
  const taken: Taken = await disk.alone(
    () => takeOver(disk, seal),
    async () => ({ own: await makeFile(disk, seal), clock: 0 }),
    patience,
  )
  let { own, clock } = taken
  makeRoom(own)

  /** Never falls, whatever the clock does: it orders this tab's lines among those of others. */
  const tick = (): number => {
    clock = Math.max(clock + 1, Math.floor(now()))
    return clock
  }
  const write = (entries: readonly Entry[]): void => {
    writeEntries(own, entries)
    own.file.flush()
  }
  const look = async (): Promise<JournalContent> =>
    contentOf(contentsOf([parsedOf(own, seal), ...(await others(disk, own, seal))]))
  const tidy = async (): Promise<void> => {
    const old = own
    const fresh = await tidied(disk, old, seal)
    if (!fresh) return
    own = fresh
    old.file.close()
    await disk.remove(old.name)
  }
  return {
    append: (records) => write(records.map(opOf(tick()))),
    settle: (ids) => write([{ k: 'settled', at: tick(), ids }]),
    know: (device) => write([{ k: 'device', at: tick(), ...device }]),
    read: () => disk.alone(look, look, patience),
    unseal: async (answers) => {
      const files = [parsedOf(own, seal), ...(await others(disk, own, seal))]
      const keys = new Map(files.flatMap(({ key }) => (key ? [[key.file, key.content] as const] : [])))
      return answers.flatMap(({ file, box }) => {
        const key = keys.get(file)
        return (key && openBox(key, answerPlace(file), box)) ?? []
      })
    },
    tend: async () => {
      makeRoom(own)
      if (isUntidy(own)) await disk.alone(tidy, async () => undefined, 0).catch(() => undefined)
    },
    close: () => own.file.close(),
  }
}

const opOf =
  (at: number) =>
  ({ id, hash, text, signature }: JournalRecord): Entry => ({ k: 'op', at, id, hash, text, ...(signature ? { signature } : {}) })

const others = async (disk: JournalDisk, own: OwnFile, seal: Seal | undefined): Promise<readonly Parsed[]> =>
  Promise.all((await disk.names()).filter((name) => name !== own.name).map((name) => peeked(disk, name, seal)))

const isUntidy = ({ end, live }: OwnFile): boolean =>
  end > tidyAbove && [...live.values()].reduce((sum, size) => sum + size, 0) < end / 2

/** A new file that holds what must outlive the old one, on the disk before anybody lets go of that. None where the old one must stay. */
const tidied = async (disk: JournalDisk, old: OwnFile, seal: Seal | undefined): Promise<OwnFile | undefined> => {
  const [present, rest] = [parsedOf(old, seal), await others(disk, old, seal)]
  if (mustStay(present, [present, ...rest])) return undefined
  const fresh = await makeFile(disk, seal)
  try {
    writeEntries(fresh, survivorsOf(present, rest))
    fresh.file.flush()
    makeRoom(fresh)
    return fresh
  } catch (error) {
    fresh.file.close()
    await disk.remove(fresh.name)
    throw error
  }
}
