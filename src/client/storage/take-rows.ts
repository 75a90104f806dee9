import type { Change } from '../../core/protocol/reply.ts'
import type { Database } from './database.ts'
import { take } from './take.ts'

/** Puts single rows in place that were asked for, with no word on how far their stream has come. */
export const takeRows = (
  database: Database,
  { epoch, time, changes }: { readonly epoch: string; readonly time: string; readonly changes: readonly Change[] },
): Promise<void> =>
  database.transaction('rw', [database.rows, database.unsent, database.meta], () =>
    take(database, { epoch, time, changes, marks: [], whole: [] }),
  )
