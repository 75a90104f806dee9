import type { StreamId } from '../../core/domain/id.ts'
import { err, type Result } from '../../core/domain/result.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import type { Report } from '../../core/protocol/request.ts'
import type { Database } from '../storage/database.ts'
import type { Journal } from '../storage/journal/journal.ts'
import { dexieReplica, type ReplicaParts } from '../storage/replica.ts'
import { digest } from '../sync/digest.ts'
import { type Contact, syncOnce } from '../sync/engine.ts'
import type { Pace } from '../sync/pace.ts'
import { type ExchangeProblem, httpSend, pack, type Send } from '../sync/send.ts'
import { streamsToBegin } from '../sync/streams-to-begin.ts'
import { type Verify, verify as verifyHere } from '../sync/verify.ts'
import { authorized } from './authorized.ts'
import { newId, now } from './clock.ts'
import { type LastContact, useContact } from './contact.ts'
import { useSession } from './session.ts'
import { withNotes } from './tell-exports.ts'
import { tidy } from './tidy.ts'

export { openPace } from '../sync/pace.ts'

type Side = {
  readonly database: Database
  /** What its books are kept with: they are opened at the first exchange, for until then a page needs none of it. */
  readonly books: ReplicaParts
  readonly pace: Pace
  readonly version: string
  readonly send?: Send | undefined
  readonly verify?: Verify | undefined
  readonly journal?: Journal | undefined
}

const replicas = new WeakMap<ReplicaParts, Replica>()

const replicaOf = ({ database, books }: Side): Replica => {
  const replica = replicas.get(books) ?? dexieReplica(database, books)
  replicas.set(books, replica)
  return replica
}

/** Streams of which headquarters has no snapshot that is worth it, by the device's database: asked once a page. */
const plainByDatabase = new WeakMap<Database, Set<StreamId>>()

/**
 * One exchange with headquarters, until neither side has more to say; where a stream is to begin, from its snapshot, for those
 * who speak over HTTP. In a chapter of its own: a cold start reads and draws before it speaks, so the decoders of the answer
 * are loaded before the first exchange and not before the first screen.
 */
export const speak = async (side: Side): Promise<Result<Contact, ExchangeProblem>> => {
  const { database, verify = verifyHere } = side
  const replica = replicaOf(side)
  const plain = plainByDatabase.get(database) ?? new Set<StreamId>()
  plainByDatabase.set(database, plain)
  const exchange = async (seen: Replica) => {
    const outcome = await exchangeWith(side, seen)
    // What need not be here any more goes right after headquarters was heard, whatever comes of that.
    if (outcome.ok) await tidy(database, outcome.value.time).catch(() => undefined)
    if (outcome.ok && !side.send) bringCarried()
    return side.send ? outcome : withNotes(database, await handedIn(side, outcome))
  }
  if (side.send || (await streamsToBegin(replica, plain)).length === 0) return exchange(replica)
  // A page whose release has left the device finds no such chapter: an exchange brings everything as well.
  const chapter = await import('./first-download.ts').catch(() => undefined)
  return chapter ? chapter.beginFromSnapshots({ database, replica, plain, verify, exchange }) : exchange(replica)
}

/** A profile that is to be erased hands in first what no exchange carries. A page whose release has left the device cannot, and waits. */
const handedIn = async (
  { database, journal }: Side,
  outcome: Result<Contact, ExchangeProblem>,
): Promise<Result<Contact, ExchangeProblem>> => {
  if (outcome.ok || !['revoked', 'undelivered'].includes(outcome.problem.problem)) return outcome
  const chapter = await import('./hand-in.ts').catch(() => undefined)
  return chapter ? chapter.handIn({ database, journal }) : err({ problem: 'undelivered' })
}

/** After the own work comes what is carried for others; nobody waits for it. Without accounts nothing is sealed, and nothing carried. */
const bringCarried = (): void => {
  if (useSession.getState().session) void import('./carried.ts').then(({ deliver }) => deliver()).catch(() => undefined)
}

const exchangeWith = (
  { database, pace, version, send = overHttp, verify = verifyHere }: Side,
  replica: Replica,
): Promise<Result<Contact, ExchangeProblem>> =>
  syncOnce({
    replica,
    send,
    verify,
    pace,
    hash: digest,
    ...(send === overHttp ? { pack } : {}),
    app: version,
    nonce: () => newId<'nonce'>(),
    now,
    progress: (progress) => useContact.getState().advance(progress),
    condition: () => conditionOf(database),
    cutOff: () => !navigator.onLine,
  })

const overHttp = httpSend('/api/v1/sync', authorized)

/** How this device is, as headquarters' list of tablets shows it. */
const conditionOf = async (database: Database): Promise<Omit<Report, 'unsent'>> => {
  const [isKept, contact] = await Promise.all([
    navigator.storage?.persisted?.().catch(() => undefined),
    database.meta.get('contact'),
  ])
  const { offset } = (contact?.value ?? {}) as Partial<LastContact>
  return {
    storage: isKept === undefined ? 'unknown' : isKept ? 'persisted' : 'best-effort',
    offset: offset === undefined || !Number.isSafeInteger(offset) ? null : offset,
  }
}
