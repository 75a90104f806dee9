import type { Change, Mark } from '../../core/protocol/reply.ts'

/** Whole pages of a reply: each change is behind the mark of its stream. */
export type Pages = { readonly changes: readonly Change[]; readonly marks: readonly Mark[] }

/** So many changes gather behind a write that is under way; then reading waits for it. */
const most = 1000

/**
 * Takes the pages of a reply in while the next ones are read. The first is written as soon as it is whole; what comes meanwhile
 * gathers, and goes into one transaction: on a slow line that is a page each, so that a cut costs little, on a fast one a
 * thousand changes, for a transaction costs a tablet as much as a hundred rows.
 */
export const openPages = (take: (pages: Pages) => Promise<void>) => {
  /** Of pages whose mark has not come: they are nothing yet. */
  let open: Change[] = []
  let changes: Change[] = []
  /** The last of each stream stands for those before it. */
  let marks = new Map<string, Mark>()
  let writing: Promise<void> | undefined
  let failed: { readonly error: unknown } | undefined

  const write = (): void => {
    if (writing || failed || marks.size === 0) return
    const pages = { changes, marks: [...marks.values()] }
    changes = []
    marks = new Map()
    writing = take(pages).then(
      () => {
        writing = undefined
        write()
      },
      (error: unknown) => {
        writing = undefined
        failed = { error }
      },
    )
  }
  const written = async (): Promise<void> => {
    while (writing) await writing
    if (failed) throw failed.error
  }
  return {
    change: (change: Change): void => void open.push(change),
    /** Answers when reading may go on. Throws what the device threw at a page before. */
    mark: async (mark: Mark): Promise<void> => {
      const others: Change[] = []
      for (const change of open) (change.stream === mark.stream ? changes : others).push(change)
      open = others
      marks.set(mark.stream, mark)
      write()
      if (failed || changes.length >= most) await written()
    },
    /** Answers when every page that came whole is in its place. What no mark followed never counts. */
    written,
  }
}
