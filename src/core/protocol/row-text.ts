import type { OperationId } from '../domain/id.ts'
import type { Row } from './row.ts'

/** A row in which nothing is said twice. */
export type PackedRow = Omit<Row, 'writers' | 'versions'> & {
  /** Each operation with the fields that it wrote; `*` for all of them. */
  readonly writers: { readonly [operation: string]: readonly string[] | '*' } & { readonly [field: string]: unknown }
  /** `content` is absent where it is the fields as they are. */
  readonly versions: readonly (Omit<Row['versions'][number], 'content'> & { readonly content?: Row['fields'] })[]
  readonly compact: true
}

/**
 * A row as the server's database keeps it and as it travels: what would be said twice is said once. A signed assessment of thirty
 * requirements takes 3 KB instead of 9; a disk writes what it is given, and a tablet reads what it gets.
 */
export const rowText = (row: Row): string => {
  const { writers, versions, ...rest } = row
  const stored = {
    ...rest,
    writers: grouped(writers),
    versions: versions.map(({ content, ...version }) => (isSame(content, row.fields) ? version : { ...version, content })),
    compact: true,
  }
  return JSON.stringify(stored)
}

/** The row in a stored text, whichever release wrote it. */
export const rowIn = (text: string): Row => {
  const found: Row | PackedRow = JSON.parse(text)
  return 'compact' in found ? unpacked(found) : found
}

export const unpacked = ({ compact: _, writers, versions, ...rest }: PackedRow): Row => {
  return {
    ...rest,
    writers: spread(writers, Object.keys(rest.fields)),
    versions: versions.map((version) => ({ ...version, content: version.content ?? rest.fields })),
  }
}

const grouped = (writers: Row['writers']): PackedRow['writers'] => {
  const groups = new Map<string, string[]>()
  for (const field of Object.keys(writers)) {
    const operation = writers[field] ?? ''
    const group = groups.get(operation)
    if (group) group.push(field)
    else groups.set(operation, [field])
  }
  const [only] = groups.keys()
  if (groups.size === 1 && only !== undefined) return { [only]: '*' }
  return Object.fromEntries([...groups].map(([operation, fields]) => [operation, fields.sort()]))
}

const spread = (groups: PackedRow['writers'], fields: readonly string[]): Row['writers'] => {
  const writers: Record<string, OperationId> = {}
  for (const operation of Object.keys(groups)) {
    const group = groups[operation]
    for (const field of group === '*' ? fields : (group as readonly string[])) writers[field] = operation as OperationId
  }
  return writers
}

/** The very same values, as a seal leaves them; two that are only equal are stored twice. */
const isSame = (content: Row['fields'], fields: Row['fields']): boolean => {
  if (content === fields) return true
  const keys = Object.keys(content)
  return keys.length === Object.keys(fields).length && keys.every((key) => content[key] === fields[key])
}
