import { reference } from '../../core/protocol/reference.ts'
import type { Database } from './database.ts'

/*
 * [D15] Of which part of each stream the rows here were told: the server's digest of it, and how often that became another one. It
 * changes together with the cursor, so that both always speak of the same part.
 */

export const partsKey = 'parts'

export type Parts = { readonly [stream: string]: { readonly digest: string; readonly count: number } }

export const partsIn = (entry: { readonly value: unknown } | undefined): Parts => (entry?.value ?? {}) as Parts

/** As these marks leave them. What was never told of is as if it had been told whole. */
export const partsAfter = (known: Parts, streams: readonly string[], scope: { readonly [stream: string]: string }): Parts => {
  const after: Record<string, Parts[string]> = { ...known }
  for (const stream of streams) {
    const { digest, count } = after[stream] ?? { digest: '', count: 0 }
    const said = scope[stream] ?? ''
    if (said !== digest) after[stream] = { digest: said, count: count + 1 }
  }
  return after
}

/** What only whoever sees a stream whole may have of it goes with the part. Runs inside a transaction over these tables. */
export const dropDownloads = async ({ downloads, segments, contents }: Database, streams: readonly string[]): Promise<void> => {
  if (streams.length === 0) return
  const found = await segments.where('stream').anyOf(streams).primaryKeys()
  await Promise.all([contents.bulkDelete(found), segments.bulkDelete(found), downloads.bulkDelete([...streams])])
}

/** Whether the row was told of a part that is not in sight any more. Reference data is of every part. */
export const isOfOlderPart = (kind: string, part: number | undefined, now: number): boolean =>
  (part ?? 0) !== now && !reference.some((one) => one === kind)
