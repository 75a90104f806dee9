import Dexie from 'dexie'
import { type Database, type HeldBatch, openDatabase, type StoredOperation } from '../storage/database.ts'
import type { Journal, JournalContent, JournalRecord } from '../storage/journal/journal.ts'
import { openJournal } from '../storage/journal/open-journal.ts'
import { restore } from '../storage/restore.ts'
import { alikeKey } from '../storage/told-alike.ts'
import type { Identity } from './identity.ts'
import type { Scratch } from './scratch.ts'

const former = { database: 'palier', journal: 'palier-journal' }

/** The tables whose items go over as they are. Single facts are chosen one by one. */
const whole = ['rows', 'refused', 'receipts', 'downloads', 'segments', 'contents'] as const
/** Who this device was stays behind: the profile is a device of its own, and begins a chain of its own. [D10] */
const kept = [
  'cursors',
  'behind',
  'epoch',
  'life',
  'server-key',
  'overlaid',
  'witness',
  'on-the-way',
  'contact',
  'schema',
] as const

type Notes = { readonly from: Storage; readonly to: Scratch }

export type Adopting = {
  readonly into: Database
  readonly journal: Journal | undefined
  readonly person: string | null
  readonly notes?: Notes | undefined
  readonly names?: Partial<typeof former>
}

export type Adopted = 'nothing' | 'of-another' | 'adopted'

/**
 * Work from before there were accounts lies unsealed on this tablet. The first profile of whoever did it takes all of it over;
 * only when it lies sealed in both copies does the former one go. Breaking off anywhere loses nothing: it is begun again.
 */
export const adopt = async ({ into, journal, person, notes, names = {} }: Adopting): Promise<Adopted> => {
  const { database: name, journal: folder } = { ...former, ...names }
  const old = (await Dexie.exists(name)) ? openDatabase(name) : undefined
  const second = openJournal(folder)
  const hasJournal = await second.exists()
  if (!old && !hasJournal) return 'nothing'
  try {
    const copy = hasJournal ? await readAll(second) : undefined
    const identity = (await old?.meta.get('identity'))?.value as Partial<Identity> | undefined
    const holder = identity?.person ?? copy?.device?.person
    if (holder && person !== null && holder !== person) return 'of-another'
    if (old) await bringOver(old, into)
    await bringWork(copy?.records ?? [], into, journal)
    if (notes) bringNotes(notes)
    await second.close()
    await old?.delete()
    await removeFolder(folder)
    return 'adopted'
  } finally {
    old?.close()
    await second.close()
  }
}

const readAll = async (journal: Journal): Promise<JournalContent> => {
  const read = await journal.read()
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}

/** In one transaction there: all of it or nothing. What is there already stays, so that a second time changes nothing. */
const bringOver = async (old: Database, into: Database): Promise<void> => {
  const items = await Promise.all(whole.map((table) => old.table<object, string | number>(table).toArray()))
  const facts = (await old.meta.bulkGet([...kept])).filter((fact) => fact !== undefined)
  const [unsent, held, answers] = await Promise.all([old.unsent.toArray(), old.held.toArray(), old.answers.toArray()])
  await into.transaction('rw', into.tables, async () => {
    for (const [at, table] of whole.entries()) await into.table(table).bulkPut([...(items[at] ?? [])])
    await bringNumbered(into, { unsent, held })
    const proven = new Set((await into.answers.toArray()).map(({ signature }) => signature))
    let last = Number((await into.answers.orderBy(':id').lastKey()) ?? 0)
    for (const one of answers) if (!proven.has(one.signature)) await into.answers.add({ ...one, at: ++last })
    const cursors = (await into.meta.get('cursors'))?.value ?? {}
    // What was brought over may be of any life of the server.
    await into.meta.delete(alikeKey)
    await into.meta.bulkPut(
      facts.map((fact) => (fact.key === 'cursors' ? { key: fact.key, value: { ...cursors, ...(fact.value as object) } } : fact)),
    )
  })
}

type Numbered = { readonly unsent: readonly StoredOperation[]; readonly held: readonly HeldBatch[] }

/**
 * What is in the order in which it was done is numbered anew, behind all that is there: a number of the profile's own means other
 * work, and what headquarters holds may have to go on the outbox again, in its place and in no other's.
 */
const bringNumbered = async (into: Database, { unsent, held }: Numbered): Promise<void> => {
  const [waiting, kept] = await Promise.all([into.unsent.toArray(), into.held.toArray()])
  const numbers = [...waiting, ...kept.flatMap(({ entries }) => entries)].map(({ order = 0 }) => order)
  const behind = [...numbers, ...kept.map(({ order }) => order)].reduce((most, order) => Math.max(most, order), 0)
  const present = new Set<string>([...waiting.map(({ id }) => id), ...kept.flatMap(({ ids }) => ids)])
  const moved = <Item extends { readonly order?: number }>(item: Item): Item => ({ ...item, order: behind + (item.order ?? 0) })
  await into.unsent.bulkPut(unsent.filter(({ id }) => !present.has(id)).map(moved))
  const fresh = held.filter(({ ids }) => !ids.every((id) => present.has(id)))
  await into.held.bulkPut(fresh.map((batch) => ({ ...moved(batch), entries: batch.entries.map(moved) })))
}

/** What only the former journal had goes into the database; what waits, into the sealed journal. */
const bringWork = async (records: readonly JournalRecord[], into: Database, journal: Journal | undefined): Promise<void> => {
  const done = await restore(into, records)
  if (!done.ok) throw new Error(done.problem.detail)
  const waiting = await into.unsent.toArray()
  const copied = await journal?.append(waiting.map(({ id, hash, text, signature }) => ({ id, hash, text, signature })))
  if (copied && !copied.ok && copied.problem.cause !== 'absent') throw new Error(copied.problem.detail)
}

/** Words that were being typed lie sealed before they go where they lay open. */
const bringNotes = ({ from, to }: Notes): void => {
  for (const name of Object.keys(from)) {
    if (!/^palier\.(words|answer|place)\./.test(name)) continue
    to.setItem(name, from.getItem(name) ?? '')
    from.removeItem(name)
  }
}

/** Its file may still be held by a worker that is ending: what is left is settled work, and goes at the next start. */
const removeFolder = async (folder: string): Promise<void> => {
  const root = await navigator.storage?.getDirectory?.()
  await root?.removeEntry(folder, { recursive: true }).catch(() => undefined)
}
