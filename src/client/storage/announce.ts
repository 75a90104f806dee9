import type { Database } from './database.ts'

/** The last session that headquarters is known to have noted, and the one that was named to it since; none where they are one. */
export type Sessions = readonly [last: string | null, named: string]

/** Where both stand in a device's database. */
export const sessionKeys = ['incarnation', 'announced'] as const

/**
 * [S11] Says by which session a page is going to name itself, before its first request: if the reply is lost and the page ends,
 * headquarters may know that session, and nobody else would. False where another page's session may be known like that: it is
 * named again, by any page, until headquarters was heard. Runs inside a transaction over meta.
 */
export const announce = async ({ meta }: Database, session: string): Promise<boolean> => {
  const [last, named] = await meta.bulkGet([...sessionKeys])
  if (named && named.value !== last?.value) return named.value === session
  await meta.put({ key: 'announced', value: session })
  return true
}
