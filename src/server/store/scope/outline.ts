import type { Row } from '../../../core/protocol/row.ts'

/** What says that work is there and how far it is, and nothing of what was found. */
const places = ['campaign', 'assignment', 'role', 'signedAt', 'signedBy', 'assessment', 'outcome', 'at', 'home']

/** A row for whoever follows how far the work is: its place and its signatures, no rating, no comment, nothing in dispute. */
export const outlineOf = (row: Row): Row => {
  const fields = placesIn(row.fields)
  return {
    ...row,
    fields,
    writers: placesIn(row.writers),
    conflicts: [],
    versions: row.versions.map((version) => ({
      ...version,
      content: version.content === row.fields ? fields : placesIn(version.content),
    })),
  }
}

/** By the few names that are kept: an assessment has dozens of others. */
const placesIn = <Value>(by: { readonly [field: string]: Value }): { readonly [field: string]: Value } => {
  const found: Record<string, Value> = {}
  for (const field of places) if (Object.hasOwn(by, field)) found[field] = by[field] as Value
  return found
}
