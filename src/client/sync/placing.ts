import type { DownloadShelf, Piece, ShelvedSegment } from '../../core/protocol/segment/download-shelf.ts'
import { rowsOf } from '../../core/protocol/segment/rows.ts'

export type Placing = {
  readonly shelf: DownloadShelf
  readonly unzip: (bytes: Uint8Array, most: number) => Promise<Uint8Array | undefined>
  readonly text: (bytes: Uint8Array) => string
}

/** So many bytes of rows wait behind those that are being put in place; then fetching waits for them. */
const most = 16 * 1024 * 1024

type Ready = { readonly segment: ShelvedSegment; readonly rows: ReturnType<typeof rowsOf> | undefined }

/**
 * Puts segments in place while the next ones come: each is looked through as soon as it is here, and what is ready while some are
 * being written goes into one transaction. On a slow line that is a segment each, on a fast one several, for a transaction costs a
 * tablet as much as hundreds of rows.
 */
export const openPlacing = ({ shelf, unzip, text }: Placing, placed: (hashes: ReadonlySet<string>) => void) => {
  let ready: Ready[] = []
  let taken = 0
  /** Bytes of rows that are here and not in place yet. */
  let pending = 0
  let looking: Promise<void> = Promise.resolve()
  let writing: Promise<void> | undefined
  let failed: { readonly error: unknown } | undefined

  const fail = (error: unknown): void => {
    failed ??= { error }
  }
  const write = (): void => {
    if (writing || failed || ready.length === 0) return
    const gathered = ready
    ready = []
    writing = place(shelf, gathered)
      .then((rows) => {
        taken += rows
        pending -= gathered.reduce((sum, { segment }) => sum + segment.raw, 0)
        placed(new Set(gathered.map(({ segment }) => segment.hash)))
      }, fail)
      .then(() => {
        writing = undefined
        write()
      })
  }
  const look = async (segment: ShelvedSegment, bytes: Uint8Array): Promise<void> => {
    const raw = await unzip(bytes, segment.raw)
    ready.push({ segment, rows: raw && rowsOf(raw, segment.stream, text) })
    write()
  }
  /** Answers when all of them are in place, with how many rows. Throws what the device threw. */
  const done = async (): Promise<number> => {
    await looking
    while (writing) await writing
    if (failed) throw failed.error
    return taken
  }
  return {
    /** Answers when the next one may be fetched. */
    add: async (segment: ShelvedSegment, bytes: Uint8Array): Promise<void> => {
      pending += segment.raw
      looking = looking.then(() => look(segment, bytes)).catch(fail)
      if (failed || pending > most) await done()
    },
    done,
  }
}

/** A segment whose bytes are right and whose rows are none is the server's fault: the stream then comes by ordinary exchanges. */
const place = async (shelf: DownloadShelf, gathered: readonly Ready[]): Promise<number> => {
  const pieces: Piece[] = []
  for (const { segment, rows } of gathered)
    if (rows?.ok) pieces.push({ hash: segment.hash, changes: rows.value })
    else await shelf.abandon(segment.stream)
  if (pieces.length > 0) await shelf.take(pieces)
  return pieces.reduce((sum, { changes }) => sum + changes.length, 0)
}
