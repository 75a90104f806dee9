import type { Cursors } from '../../core/protocol/cursor.ts'
import type { Mark } from '../../core/protocol/reply.ts'
import type { Database } from './database.ts'

/*
 * [D7] Where the server said that it took what was sent, with its own proof, for as long as no cursor has passed there. A server
 * whose database was brought back without a word lacks these places, and shown its own proof it knows.
 */

/** Keeps new places. Each stands for all before it. */
export const bearWitness = async (database: Database, known: Cursors, places: Cursors): Promise<void> => {
  const later = Object.entries(places).filter(([stream, { seq }]) => seq > (known[stream]?.seq ?? 0))
  if (later.length > 0) await database.meta.put({ key: 'witness', value: { ...known, ...Object.fromEntries(later) } })
}

/** A mark bears the same witness as all places before it. */
export const witnessAfter = (known: Cursors, marks: readonly Mark[]): Cursors =>
  Object.fromEntries(
    Object.entries(known).filter(([stream, { seq }]) => !marks.some((mark) => mark.stream === stream && mark.cursor.seq >= seq)),
  )
