import type { StreamId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import type { DownloadShelf } from '../../core/protocol/segment/download-shelf.ts'
import { manifestClaim } from '../../core/protocol/segment/manifest.ts'
import type { Database } from '../storage/database.ts'
import { dexieShelf } from '../storage/download-shelf.ts'
import { askManifests } from '../sync/ask-manifests.ts'
import { type Download, download } from '../sync/download.ts'
import type { Contact } from '../sync/engine.ts'
import { fetchSegment } from '../sync/fetch-segment.ts'
import type { ExchangeProblem } from '../sync/send.ts'
import { streamsToBegin, withoutBeginnings } from '../sync/streams-to-begin.ts'
import { unzip } from '../sync/unzip.ts'
import type { Verify } from '../sync/verify.ts'
import { authorized } from './authorized.ts'
import { useDownload } from './download-progress.ts'

export type Beginning = {
  readonly database: Database
  readonly replica: Replica
  readonly plain: Set<StreamId>
  readonly verify: Verify
  readonly exchange: (replica: Replica) => Promise<Result<Contact, ExchangeProblem>>
}

/**
 * A contact in which streams are begun from snapshots: first own work goes up and the server is met, then the snapshots come
 * with own work in between, then an ordinary exchange brings what happened since. A chapter of its own: few contacts need it.
 */
export const beginFromSnapshots = async (beginning: Beginning): Promise<Result<Contact, ExchangeProblem>> => {
  const { database, replica, plain, exchange } = beginning
  const hiding = withoutBeginnings(replica, plain)
  const met = await exchange(hiding)
  if (!met.ok) return met
  let trouble: ExchangeProblem | undefined
  let looked = performance.now()
  const between = async (): Promise<boolean> => {
    if (performance.now() - looked < soon) return true
    looked = performance.now()
    if ((await replica.outbox(1, 0)).length === 0) return true
    const sent = await exchange(hiding)
    if (!sent.ok) trouble = sent.problem
    return sent.ok
  }
  const { shelf, isFuller } = await watched(dexieShelf(database, replica))
  const done = await download(overHttp(beginning, shelf, between)).finally(() => useDownload.getState().tell(null))
  if (!done.ok) {
    const isBlocked = !trouble && isVain(database, await isFuller())
    if (!isBlocked) return err(trouble ?? { problem: 'no-network' })
    await giveUp(beginning, shelf)
  }
  const last = await exchange(replica)
  const taken = met.value.taken + (done.ok ? done.value.taken : 0)
  return last.ok ? ok({ ...last.value, taken: taken + last.value.taken }) : last
}

/** How long own work may wait for segments that come one after the other, in milliseconds: to look for it waits for what is being written. */
const soon = 1000

const segments = '/api/v1/segments'

const overHttp = ({ replica, plain, verify }: Beginning, shelf: DownloadShelf, between: () => Promise<boolean>): Download => ({
  replica,
  shelf,
  plain,
  manifests: (streams) => askManifests(segments, streams, authorized),
  isSigned: (manifest, key) => verify(key, manifestClaim(manifest), manifest.signature),
  segment: (entry, before, came) => fetchSegment(segments, entry, before, came, authorized),
  unzip,
  text: (bytes) => new TextDecoder().decode(bytes),
  progress: (progress) => useDownload.getState().tell(progress),
  between,
})

/** Contacts in a row that met the server and brought nothing of a snapshot, by the device's database. */
const vainByDatabase = new WeakMap<Database, number>()
const patience = 3

/** Something between here and there lets exchanges through and snapshots not. */
const isVain = (database: Database, hasBrought: boolean): boolean => {
  const vain = hasBrought ? 0 : (vainByDatabase.get(database) ?? 0) + 1
  vainByDatabase.set(database, vain)
  return vain >= patience
}

/** A shelf that tells whether anything came onto it, or through it into its place: what is finished lies on it no more. */
const watched = async (shelf: DownloadShelf) => {
  const before = await bytesOn(shelf)
  let isAnyPlaced = false
  const take: DownloadShelf['take'] = async (pieces) => {
    await shelf.take(pieces)
    isAnyPlaced = true
  }
  return { shelf: { ...shelf, take }, isFuller: async () => isAnyPlaced || (await bytesOn(shelf)) > before }
}

const bytesOn = async (shelf: DownloadShelf): Promise<number> =>
  (await shelf.segments()).reduce((sum, { received }) => sum + received, 0)

/** Until the page is loaded again everything comes by exchanges. */
const giveUp = async ({ replica, plain }: Beginning, shelf: DownloadShelf): Promise<void> => {
  for (const { stream } of await shelf.manifests()) await shelf.abandon(stream)
  for (const stream of await streamsToBegin(replica, plain)) plain.add(stream)
}
