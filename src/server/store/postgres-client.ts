import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg, { type PoolClient } from 'pg'

/** Nobody knows whether the transaction was committed. Never told as success: the device asks again and gets its receipts then. */
export class UnknownOutcome extends Error {
  readonly code = 'UNKNOWN_OUTCOME'
  constructor(cause: unknown) {
    super('the database did not say whether it committed', { cause })
  }
}

/**
 * A statement that ends in this is the last of its transaction. Its commit is sent right behind it, without waiting for its
 * answer: one trip less while a stream is locked. It must fail by itself where it must not be committed.
 */
export const last = '/* last */'

/** A connection that tells a commit from what may be none, and a failure from the failure to undo it. */
export const careful = (client: PoolClient): PostgresPoolClient => {
  let isBroken = false
  let committing: ReturnType<typeof commit> | undefined
  const sendCommit = () => {
    const sent = commit(client)
    sent.catch((problem) => {
      isBroken ||= problem instanceof UnknownOutcome
    })
    return sent
  }
  const sendLast = async (sql: string, parameters: readonly unknown[]) => {
    const answer = client.query(sql, [...parameters])
    committing = sendCommit()
    try {
      return await answer
    } catch (problem) {
      // Only the database's own word for it that this statement failed says that the commit behind it did nothing.
      throw problem instanceof pg.DatabaseError ? problem : new UnknownOutcome(problem)
    }
  }
  const tellCommit = () => {
    const sent = committing ?? sendCommit()
    committing = undefined
    return sent
  }
  const rollback = async () => {
    const sent = committing
    committing = undefined
    // A connection that is gone took its transaction with it; what went wrong before is what counts.
    if (sent) await sent.catch(() => undefined)
    else if (!isBroken) await client.query('rollback').catch(() => (isBroken = true))
    return { command: 'ROLLBACK', rowCount: 0, rows: [] }
  }
  function query<Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
  function query(sql: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== 'string') throw new TypeError('no cursor is used here')
    if (sql === 'commit') return tellCommit()
    if (sql === 'rollback') return rollback()
    // It would run outside of the transaction, and stand even where that did not.
    if (committing) throw new Error('a statement came after the last of its transaction')
    return sql.endsWith(last) ? sendLast(sql, parameters) : client.query(sql, [...parameters])
  }
  return {
    query,
    release: (destroy = false) => client.release(destroy || isBroken),
  }
}

/**
 * Commits, or says that it may not have. A warning counts: PostgreSQL reports success with one when it gave up waiting
 * for the replica that was to confirm.
 */
const commit = async (client: PoolClient) => {
  const warnings: unknown[] = []
  const hear = (notice: { readonly code?: string | undefined }): void => {
    if (notice.code !== successful) warnings.push(notice)
  }
  client.on('notice', hear)
  try {
    const result = await client.query('commit')
    if (warnings.length > 0) throw new UnknownOutcome(warnings[0])
    return result
  } catch (problem) {
    throw problem instanceof UnknownOutcome || isUndone(problem) ? problem : new UnknownOutcome(problem)
  } finally {
    client.off('notice', hear)
  }
}

const successful = '00000'

/** The database itself said that it rolled back: a conflict or a broken constraint. 40003 says that it does not know. */
const isUndone = (problem: unknown): boolean => {
  const { code = '' } = problem as { readonly code?: string }
  return code !== '40003' && /^(40|23)\w{3}$/.test(code)
}
