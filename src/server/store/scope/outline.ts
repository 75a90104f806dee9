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
    versions: row.versions.map((version) => ({ ...version, content: placesIn(version.content) })),
  }
}

const placesIn = <Value>(by: { readonly [field: string]: Value }): { readonly [field: string]: Value } =>
  Object.fromEntries(Object.entries(by).filter(([field]) => places.includes(field)))
