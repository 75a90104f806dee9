import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { beginning, type Cursor, type Cursors } from '../../core/protocol/cursor.ts'
import type { Meeting, Visit } from '../../core/protocol/ports.ts'
import { among } from './among.ts'
import { isGenuine, proofOf } from './keys.ts'
import type { Tables } from './schema.ts'
import { partsOf } from './scope/part.ts'
import { placeIn } from './scope/place.ts'
import { sightOf } from './scope/sight.ts'

type Streams = ReadonlyMap<string, Tables['stream']>

/**
 * Takes note of a device. [S10] A cursor with this server's own proof for a place that its log does not hold proves that the
 * database was brought back from a backup without a word: a new epoch begins, and devices send again what it lacks.
 */
export const meet = async (trx: Transaction<Tables>, visit: Visit, secret: string): Promise<Meeting> => {
  const epoch = await epochNow(trx)
  const { witness = {}, taken = {} } = visit
  const sight = visit.access && (await sightOf(trx, visit.access))
  // A stream of another administration is none, as is one that nobody ever heard of.
  const asked = Object.entries(visit.cursors).filter(([stream]) => sight?.streams.has(stream) ?? true)
  const wanted = asked.map(([stream]) => stream)
  const named = [...new Set([...wanted, ...Object.keys(witness), ...Object.keys(taken)])]
  const found =
    named.length > 0
      ? await trx
          .selectFrom('stream')
          .selectAll()
          .where(among(trx, 'id', named))
          .execute()
      : []
  const streams: Streams = new Map(found.map((stream) => [stream.id, stream]))
  const fresh = Object.fromEntries(wanted.map((stream) => [stream, beginning]))
  const known = visit.epoch === epoch
  const borne = known ? await provenCursors(trx, witness, streams, { epoch, secret }) : {}
  const cursors = known ? await provenCursors(trx, Object.fromEntries(asked), streams, { epoch, secret }) : fresh
  const meeting = {
    streams: Object.fromEntries(wanted.map((stream) => [stream, streams.get(stream)?.head ?? 0])),
    durable: Object.fromEntries(found.flatMap(({ id, durable }) => (durable > 0 && wanted.includes(id) ? [[id, durable]] : []))),
    scope: sight ? await partsOf(trx, sight, wanted) : {},
  }
  if (cursors === 'restored' || borne === 'restored') {
    const begun = await beginEpoch(trx, epoch)
    const places = await placesIn(trx, taken, streams, { epoch: begun, secret })
    return { ...meeting, epoch: begun, cursors: fresh, forked: false, places }
  }
  const places = await placesIn(trx, taken, streams, { epoch, secret })
  return { ...meeting, epoch, cursors, forked: await isForked(trx, visit), places }
}

type Proving = { readonly epoch: string; readonly secret: string }

/** Places of the log with the server's own proof. */
const placesIn = async (
  trx: Transaction<Tables>,
  taken: { readonly [stream: string]: number },
  streams: Streams,
  { epoch, secret }: Proving,
): Promise<Cursors> => {
  const places: Record<string, Cursor> = {}
  for (const [stream, seq] of Object.entries(taken)) {
    const chain = await chainAt(trx, streams.get(stream), seq)
    if (chain !== undefined) places[stream] = { seq, proof: proofOf(secret, epoch, stream, seq, chain) }
  }
  return places
}

const epochNow = async (trx: Transaction<Tables>): Promise<string> =>
  (await trx.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow()).value

/**
 * A new life of the database, after the one that a device was found to know or else the present one; where another endpoint
 * began it already, that. Sessions of the old one say nothing any more.
 */
export const beginEpoch = async (trx: Transaction<Tables>, ended?: string): Promise<string> => {
  const begun = await trx
    .updateTable('meta')
    .set({ value: randomUUID() })
    .where('key', '=', 'epoch')
    .where('value', '=', ended ?? (await epochNow(trx)))
    .returning('value')
    .executeTakeFirst()
  if (!begun) return epochNow(trx)
  await trx.deleteFrom('device').execute()
  return begun.value
}

/** The cursors that the log bears out; one that nobody gave out starts again. */
const provenCursors = async (
  trx: Transaction<Tables>,
  cursors: Cursors,
  streams: Streams,
  { epoch, secret }: Proving,
): Promise<Cursors | 'restored'> => {
  const proven: Record<string, Cursor> = {}
  for (const [stream, cursor] of Object.entries(cursors)) {
    const { seq } = cursor
    const { proof } = placeIn(cursor.proof)
    const chain = seq === 0 ? '' : await chainAt(trx, streams.get(stream), seq)
    const isBorneOut = seq === 0 || (chain !== undefined && proofOf(secret, epoch, stream, seq, chain) === proof)
    if (!isBorneOut && isGenuine(secret, epoch, stream, seq, proof)) return 'restored'
    proven[stream] = isBorneOut ? cursor : beginning
  }
  return proven
}

/** The link of a stream's chain at a place: an operation's, or that of an entity that moved in. */
export const chainAt = async (
  trx: Transaction<Tables>,
  stream: Tables['stream'] | undefined,
  seq: number,
): Promise<string | undefined> => {
  if (!stream || seq > stream.head) return undefined
  if (seq === stream.head) return stream.chain
  const operations = trx.selectFrom('operation').select('chain').where('stream', '=', stream.id).where('seq', '=', seq)
  const operation = await operations.executeTakeFirst()
  if (operation) return operation.chain
  const moves = trx.selectFrom('move').select('home_chain').where('home', '=', stream.id).where('home_seq', '=', seq)
  return (await moves.executeTakeFirst())?.home_chain
}

/**
 * [S11] A device names its last session and its present one. Whoever knows neither as the server does is a copy that went its
 * own way. Written only when a session is new: an idle exchange writes nothing.
 */
const isForked = async (trx: Transaction<Tables>, { device, incarnation }: Visit): Promise<boolean> => {
  if (!incarnation) return false
  const [last, present] = incarnation
  const known = await trx.selectFrom('device').select('incarnation').where('id', '=', device).executeTakeFirst()
  if (known?.incarnation === present) return false
  if (known && known.incarnation !== last) return true
  const session = { id: device, incarnation: present }
  await trx
    .insertInto('device')
    .values(session)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(session))
    .execute()
  return false
}
