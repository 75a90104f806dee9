import type { StreamId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { manifestClaim } from '../../core/protocol/segment/manifest.ts'
import type { Database } from '../storage/database.ts'
import { dexieShelf } from '../storage/download-shelf.ts'
import { askManifests } from '../sync/ask-manifests.ts'
import { download } from '../sync/download.ts'
import type { Contact } from '../sync/engine.ts'
import { fetchSegment } from '../sync/fetch-segment.ts'
import type { ExchangeProblem } from '../sync/send.ts'
import { withoutBeginnings } from '../sync/streams-to-begin.ts'
import { unzip } from '../sync/unzip.ts'
import type { Verify } from '../sync/verify.ts'
import { useDownload } from './download-progress.ts'

export type Beginning = {
  readonly database: Database
  readonly replica: Replica
  readonly plain: Set<StreamId>
  readonly verify: Verify
  readonly exchange: (replica: Replica) => Promise<Result<Contact, ExchangeProblem>>
}

const segments = '/api/v1/segments'

/**
 * A contact in which streams are begun from snapshots: first own work goes up and the server is met, then the snapshots come
 * with own work in between, then an ordinary exchange brings what happened since. A chapter of its own: few contacts need it.
 */
export const beginFromSnapshots = async ({
  database,
  replica,
  plain,
  verify,
  exchange,
}: Beginning): Promise<Result<Contact, ExchangeProblem>> => {
  const hiding = withoutBeginnings(replica, plain)
  const met = await exchange(hiding)
  if (!met.ok) return met
  let trouble: ExchangeProblem | undefined
  const done = await download({
    replica,
    shelf: dexieShelf(database, replica),
    plain,
    manifests: (streams) => askManifests(segments, streams),
    isSigned: (manifest, key) => verify(key, manifestClaim(manifest), manifest.signature),
    segment: (entry, before, came) => fetchSegment(segments, entry, before, came),
    unzip,
    text: (bytes) => new TextDecoder().decode(bytes),
    progress: (progress) => useDownload.getState().tell(progress),
    between: async () => {
      if ((await replica.outbox(1, 0)).length === 0) return true
      const sent = await exchange(hiding)
      if (!sent.ok) trouble = sent.problem
      return sent.ok
    },
    clock: () => performance.now(),
  }).finally(() => useDownload.getState().tell(null))
  if (!done.ok) return err(trouble ?? { problem: 'no-network' })
  const last = await exchange(replica)
  return last.ok ? ok({ ...last.value, taken: met.value.taken + done.value.taken + last.value.taken }) : last
}
