import type { PostgresPool } from 'kysely'
import pg from 'pg'
import { careful } from './postgres-client.ts'

export type PoolOptions = {
  readonly connections: number
  /** The longest that one statement may run, in milliseconds; 0 for as long as it takes. */
  readonly statementTimeout: number
}

/** In milliseconds. What waits longer has met a fault: it fails, and the device asks again. */
const patience = { connection: 10_000, lock: 10_000, idleTransaction: 20_000, silence: 15_000 }

/** Connections of which each is durable, or is not handed out. */
export const postgresPool = (url: string, { connections, statementTimeout }: PoolOptions): PostgresPool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: patience.connection,
    keepAlive: true,
    pipeline: true,
    // A database that fell silent without closing the line is given up some time after its own limit.
    ...(statementTimeout > 0 && { query_timeout: statementTimeout + patience.silence }),
    types: { getTypeParser: parserOf },
    onConnect: (client: pg.ClientBase) => prepare(client, statementTimeout),
  })
  pool.on('error', ignore)
  return { options: pool.options, connect: async () => careful(await pool.connect()), end: () => pool.end() }
}

/** A connection that breaks while nobody waits on it says so, which would end the process; the pool drops it by itself. */
const ignore = (): void => undefined

const parserOf: pg.CustomTypesConfig['getTypeParser'] = (type, format) =>
  Number(type) === pg.types.builtins.INT8 && format !== 'binary' ? exactNumber : pg.types.getTypeParser(type, format)

const exactNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is more than a number holds exactly`)
  return value
}

/** The database would lose acknowledged work, so it is not used. */
export class NotDurable extends Error {
  readonly code = 'NOT_DURABLE'
  readonly found: string
  constructor(found: string) {
    super(`PostgreSQL did not take synchronous_commit=on (it says ${found}): saved work would not be safe`)
    this.found = found
  }
}

/** Whoever set the stronger `remote_apply` keeps it. */
const durable = `case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end`

/** Sets what a session needs, and reads back what must not fail: what stands between may keep a setting to itself. */
const prepare = async (client: pg.ClientBase, statementTimeout: number): Promise<void> => {
  client.on('error', ignore)
  await client.query(
    `select set_config('synchronous_commit', ${durable}, false), set_config('statement_timeout', $1, false),
      set_config('lock_timeout', $2, false), set_config('idle_in_transaction_session_timeout', $3, false)`,
    [statementTimeout, patience.lock, patience.idleTransaction].map(String),
  )
  const { rows } = await client.query(`select current_setting('synchronous_commit') as found`)
  const found = String(rows[0]?.found)
  if (found !== 'on' && found !== 'remote_apply') throw new NotDurable(found)
}
