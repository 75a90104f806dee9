import type { StreamId } from '../../core/domain/id.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import type { DownloadShelf, Piece } from '../../core/protocol/segment/download-shelf.ts'
import type { Manifest } from '../../core/protocol/segment/manifest.ts'
import type { Database, StoredSegment } from './database.ts'

/** First downloads in the device's database, beside the rows that they become. */
export const dexieShelf = (database: Database, replica: Pick<Replica, 'take'>): DownloadShelf => {
  const { downloads, segments, contents, rows, unsent, meta } = database
  return {
    manifests: async () => (await downloads.toArray()).map(({ manifest }) => manifest),
    segments: async () => (await segments.toArray()).sort(inOrder),
    begin: (manifest) => database.transaction('rw', [downloads, segments, contents], () => begin(database, manifest)),
    abandon: (stream) => database.transaction('rw', [downloads, segments, contents], () => drop(database, stream)),
    keepPart: (hash, bytes) =>
      database.transaction('rw', [segments, contents], async () => {
        const state = bytes.length > 0 ? 'begun' : 'wanted'
        if ((await segments.update(hash, { state, received: bytes.length })) === 0) return
        if (bytes.length > 0) await contents.put({ hash, bytes })
        else await contents.delete(hash)
      }),
    hold: (hash, bytes, campaign) =>
      database.transaction('rw', [segments, contents], async () => {
        const change = { state: 'held', received: bytes.length, ...(campaign ? { campaign } : {}) } as const
        if ((await segments.update(hash, change)) > 0) await contents.put({ hash, bytes })
      }),
    read: async (hash) => (await contents.get(hash))?.bytes,
    take: (pieces) =>
      database.transaction('rw', [rows, unsent, meta, downloads, segments, contents], async () => {
        const known = await segments.bulkGet(pieces.map(({ hash }) => hash))
        const streams = new Map<StreamId, Piece[]>()
        for (const [at, piece] of pieces.entries()) {
          const stream = known[at]?.stream
          if (stream !== undefined) streams.set(stream, [...(streams.get(stream) ?? []), piece])
        }
        for (const [stream, own] of streams) await take(database, replica, stream, own)
      }),
  }
}

const inOrder = (a: StoredSegment, b: StoredSegment): number =>
  a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.place - b.place

const begin = async (database: Database, manifest: Manifest): Promise<void> => {
  const { stream, epoch, seq } = manifest
  const known = (await database.downloads.get(stream))?.manifest
  if (known?.epoch === epoch && known.seq === seq) return
  await drop(database, stream)
  await database.downloads.put({ stream, manifest })
  await database.segments.bulkPut(
    manifest.segments.map((entry, place) => ({ ...entry, stream, place, state: 'wanted', received: 0 })),
  )
}

const drop = async (database: Database, stream: StreamId): Promise<void> => {
  const hashes = await database.segments.where('stream').equals(stream).primaryKeys()
  await database.contents.bulkDelete(hashes)
  await database.segments.bulkDelete(hashes)
  await database.downloads.delete(stream)
}

/** Everything in the transaction of its caller, the rows and the cursor among it. */
const take = async (
  database: Database,
  replica: Pick<Replica, 'take'>,
  stream: StreamId,
  pieces: readonly Piece[],
): Promise<void> => {
  const manifest = (await database.downloads.get(stream))?.manifest
  if (!manifest) return
  const { epoch, time, seq, proof } = manifest
  const hashes = pieces.map(({ hash }) => hash)
  const changes = pieces.flatMap((piece) => piece.changes)
  const own = await database.segments.where('stream').equals(stream).toArray()
  const isLast = own.every((one) => hashes.includes(one.hash) || one.part === 'columns' || one.state === 'taken')
  const marks = isLast ? [{ line: 'mark', stream, cursor: { seq, proof } } as const] : []
  await replica.take({ epoch, time, changes, marks, whole: isLast ? [stream] : [] })
  if (isLast) return drop(database, stream)
  const taken = own.filter(({ hash }) => hashes.includes(hash))
  await database.segments.bulkPut(taken.map((one) => ({ ...one, state: 'taken', received: one.bytes })))
  await database.contents.bulkDelete(hashes)
}
