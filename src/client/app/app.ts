import type { AdministrationId, DeviceId, OperationId, PersonId, StreamId } from '../../core/domain/id.ts'
import { err, type Result } from '../../core/domain/result.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { EntityKind, Operation, OperationKind } from '../../core/protocol/operation.ts'
import { type Database, openDatabase, schemaEpoch } from '../storage/database.ts'
import type { Draft, Seen } from '../storage/draft.ts'
import type { Journal, JournalProblem } from '../storage/journal/journal.ts'
import { markUnknown, onTheWay } from '../storage/on-the-way.ts'
import { openInTime } from '../storage/opening.ts'
import type { DeviceSigner } from '../storage/prepare.ts'
import { type RecordProblem, record } from '../storage/record.ts'
import type { ReplicaParts } from '../storage/replica.ts'
import { storageProblemOf } from '../storage/watchdog.ts'
import type { Contact } from '../sync/engine.ts'
import type { Pace } from '../sync/pace.ts'
import { openRunner, type Runner } from '../sync/runner.ts'
import type { ExchangeProblem, Send } from '../sync/send.ts'
import type { Verify } from '../sync/verify.ts'
import { newId, now } from './clock.ts'
import { noteContact, useContact } from './contact.ts'
import { chooseIdentity, type Identity, openIdentity, rememberSessions } from './identity.ts'
import { useSaving } from './saving.ts'
import { replacedBy, strand } from './stranded.ts'

/** One thing a person did to one entity, before it has an id and a time. */
export type Deed = {
  /** Given where another deed of the same breath names it. */
  readonly id?: OperationId
  readonly kind: OperationKind
  readonly entity: { readonly kind: EntityKind; readonly id: string }
  readonly stream: StreamId
  readonly set: { readonly [field: string]: Json }
  /** What its author had before him, where that may not be any more what stands. */
  readonly seen?: Seen
  /** Conflicting operations that this deed settles. */
  readonly resolves?: readonly OperationId[]
  /** The sealed versions that this deed follows. */
  readonly follows?: readonly OperationId[]
  /** Who did it, where that is not the person who holds the device. */
  readonly author?: PersonId
  /** When, where that is not now: only the demonstration has a past. */
  readonly wall?: string
}

/** Everything a screen can do and read, composed once at start. */
export type App = {
  readonly database: Database
  readonly identity: Identity
  /** A device that once held data found its database empty. */
  readonly lost: boolean
  readonly runner: Runner
  /** The second copy of unsent work, where this browser can keep one. */
  readonly journal?: Journal | undefined
  /** The release of this code, as headquarters is told. */
  readonly version: string
  /** Records deeds, all or none; *saved* may be said once it answers ok. */
  readonly perform: (deeds: readonly Deed[]) => Promise<Result<readonly Operation[], RecordProblem>>
  /** Says who holds the device. The page starts again, so that nothing of another person stays in memory. */
  readonly become: (administration: AdministrationId | null, person: PersonId | null) => Promise<void>
}

export type AppParts = {
  readonly database?: Database
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'>
  readonly send?: Send
  readonly verify?: Verify
  readonly journal?: Journal
  readonly signer?: (database: Database) => Promise<DeviceSigner | undefined>
  readonly device?: DeviceId | undefined
  readonly version?: string
}

/** Opens database and identity, and starts to sync on its own. */
export const openApp = async ({
  database = openDatabase(),
  storage = localStorage,
  send,
  verify,
  journal,
  signer,
  device,
  version = '0',
}: AppParts = {}): Promise<App> => {
  database.on('versionchange', () => {
    useSaving.getState().fail({ problem: 'not-saved', cause: 'stale-tab', detail: 'versionchange' })
    database.close()
  })
  const books: ReplicaParts = {
    session: newId<'session'>(),
    newDevice: newId,
    settled: (operations) => void journal?.settle(operations),
    named: (sessions) => rememberSessions(storage, sessions),
  }
  await openInTime(database)
  let pace: Pace | undefined
  const [{ identity, lost }] = await Promise.all([
    openIdentity(database, storage, journal, device),
    raiseSchema(database),
    notSending(database),
  ])

  const runner = openRunner({
    exchange: async () => {
      // A page whose release has left the device finds nothing here: as good as no network, until it is loaded again.
      const headquarters = await import('./headquarters.ts').catch(() => undefined)
      if (!headquarters) return err({ problem: 'no-network' })
      pace ??= headquarters.openPace()
      return headquarters.speak({ database, books, pace, version, send, verify, journal })
    },
    after: (outcome: Result<Contact, ExchangeProblem>) => {
      void noteContact(database, outcome, now(), [...(pace?.stuck ?? [])])
    },
    alone: (task) => {
      useContact.getState().start()
      return navigator.locks ? navigator.locks.request('palier.sync', task) : task()
    },
    random: Math.random,
  })
  return {
    database,
    identity,
    lost,
    runner,
    journal,
    version,
    perform: async (deeds) => {
      useSaving.getState().begin()
      const seals = deeds.some(({ kind }) => kind === 'seal' || kind === 'amend')
      const drafts = deeds.map(draftOf(identity.person))
      const done = await record(database, drafts, {
        journal,
        signer: seals ? await signer?.(database) : undefined,
        journaled: (problem: JournalProblem | null) => useSaving.getState().journaled(problem),
      })
      if (done.ok) {
        useSaving.getState().saved(now())
        void journal?.settle(replacedBy(drafts))
        runner.wake()
        keepStorage()
      } else if (done.problem.problem === 'not-saved') {
        if (done.problem.inJournal) strand(drafts)
        useSaving.getState().fail(done.problem)
      } else useSaving.getState().settle()
      return done
    },
    become: async (administration, person) => {
      await chooseIdentity(database, administration, person)
      await journal?.know({ device: identity.device, administration, person })
    },
  }
}

let asked = false

/** From the first save on, the browser is asked not to clear this site's storage when the disk fills. `/device` tells its answer. */
const keepStorage = (): void => {
  if (asked) return
  asked = true
  void navigator.storage?.persist?.().catch(() => false)
}

const draftOf =
  (holder: PersonId | null) =>
  (deed: Deed): Draft => ({
    id: deed.id ?? (newId<'operation'>() as OperationId),
    kind: deed.kind,
    entity: deed.entity,
    stream: deed.stream,
    set: deed.set,
    author: deed.author ?? holder,
    wall: deed.wall ?? now(),
    ...(deed.seen ? { seen: deed.seen } : {}),
    ...(deed.resolves ? { resolves: deed.resolves } : {}),
    ...(deed.follows ? { follows: deed.follows } : {}),
  })

/** What was on its way when the last page ended is not known to have arrived. Mostly there is none, and nothing is written. */
const notSending = async (database: Database): Promise<void> => {
  const { sending } = await onTheWay(database)
  if (sending.length === 0) return
  // A full disk keeps nobody out: the next contact finds out what arrived.
  await database
    .transaction('rw', [database.unsent, database.meta], () => markUnknown(database, sending))
    .catch((error) => {
      if (storageProblemOf(error).cause !== 'full') throw error
    })
}

/** The newest code that opens the database says so in it; an older tab then writes nothing more. */
const raiseSchema = async (database: Database): Promise<void> => {
  const known = Number((await database.meta.get('schema'))?.value ?? 0)
  if (known < schemaEpoch) await database.meta.put({ key: 'schema', value: schemaEpoch })
}
