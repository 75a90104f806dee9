import type { Kysely } from 'kysely'
import { type Manifest, manifestClaim, manifestSchema } from '../../../core/protocol/segment/manifest.ts'
import { segmentName } from '../../../core/protocol/segment/name.ts'
import { isSignedBy } from '../keys.ts'
import type { Tables } from '../schema.ts'
import type { Report } from './finding.ts'
import { ownKey } from './own-key.ts'

/** In how many streams a segment is named, by its hash. */
type Named = ReadonlyMap<string, ReadonlySet<string>>

/** What first downloads are made of: each snapshot is as the server signed it, each segment is what its name says. */
export const verifySegments = async (trx: Kysely<Tables>, report: Report): Promise<void> => {
  const named = await verifySnapshots(trx, report)
  const held = await verifyContents(trx, named, report)
  for (const [hash, streams] of named)
    if (!held.has(hash))
      for (const stream of streams) report.finding('snapshot', stream, 'manifest', `names ${hash}, which is missing`)
}

const verifySnapshots = async (trx: Kysely<Tables>, report: Report): Promise<Named> => {
  const named = new Map<string, Set<string>>()
  const key = await ownKey(trx)
  for (const row of await trx.selectFrom('snapshot').selectAll().execute()) {
    const say = (column: string, what: string) => report.finding('snapshot', `${row.stream} ${row.seq}`, column, what)
    const manifest = manifestIn(row.manifest)
    if (!manifest || (key && !isSignedBy(key, manifestClaim(manifest), manifest.signature)))
      say('manifest', 'is not as it was signed')
    for (const column of ['stream', 'epoch', 'seq'] as const)
      if (manifest && manifest[column] !== row[column]) say(column, 'is not what the manifest says')
    for (const { hash } of manifest?.segments ?? []) named.set(hash, (named.get(hash) ?? new Set()).add(row.stream))
  }
  return named
}

const batch = 20

const verifyContents = async (trx: Kysely<Tables>, named: Named, report: Report): Promise<ReadonlySet<string>> => {
  const held = new Set<string>()
  for (let after = ''; ; ) {
    const found = await trx.selectFrom('segment').selectAll().where('hash', '>', after).orderBy('hash').limit(batch).execute()
    for (const { hash, stream, content } of found) {
      held.add(hash)
      const bytes = Buffer.from(content, 'base64')
      if (segmentName(bytes) !== hash || bytes.toString('base64') !== content)
        report.finding('segment', hash, 'content', 'is not what its name says')
      if (!named.get(hash)?.has(stream)) report.finding('segment', hash, 'stream', 'has no snapshot that names it')
    }
    if (found.length < batch) return held
    after = found.at(-1)?.hash ?? ''
  }
}

const manifestIn = (text: string): Manifest | undefined => {
  try {
    const found = manifestSchema.safeParse(JSON.parse(text))
    return found.success ? (found.data as unknown as Manifest) : undefined
  } catch {
    return undefined
  }
}
