import { err, ok, type Result } from '../../core/domain/result.ts'
import { courierLimits } from '../../core/protocol/courier/limits.ts'
import { readOutboxFile } from '../../core/protocol/courier/outbox-file.ts'
import { parcelsOf } from '../../core/protocol/courier/parcels.ts'
import type { CourierProblem } from '../../core/protocol/courier/problem.ts'
import { writeReceiptsFile } from '../../core/protocol/courier/receipts-file.ts'
import { hashOf } from '../../core/protocol/hash.ts'
import { type CarriedParcel, type CarriedStore, keepCarried, openCarried, putAway } from '../storage/carried.ts'
import { bring } from '../sync/bring.ts'
import { authorized } from './authorized.ts'
import { now } from './clock.ts'

let opened: CarriedStore | undefined
export const usualCarried = (): CarriedStore => {
  opened ??= openCarried()
  return opened
}

export type TakeInProblem = CourierProblem | { readonly problem: 'not-kept' | 'known' }

/** Takes a file of another tablet along. Checked as far as whoever cannot open it can: that it is whole, and ours. */
export const takeIn = async (
  bytes: Uint8Array,
  store: CarriedStore = usualCarried(),
): Promise<Result<{ readonly id: string; readonly operations: number }, TakeInProblem>> => {
  if (bytes.length > courierLimits.file) return err({ problem: 'too-large' })
  const text = new TextDecoder().decode(bytes)
  const read = readOutboxFile(text)
  if (!read.ok) return read
  const profile = read.value[0]?.about.profile
  if (profile === undefined) return err({ problem: 'tampered' })
  const id = hashOf(text)
  const parcels = parcelsOf(read.value).map(
    ({ text: one, ids }, at): CarriedParcel => ({
      id: `${id}.${at}`,
      file: id,
      text: one,
      operations: ids.length,
      state: 'waiting',
    }),
  )
  const operations = parcels.reduce((sum, parcel) => sum + parcel.operations, 0)
  try {
    const isNew = await keepCarried(store, { id, profile, at: now(), operations }, parcels)
    return isNew ? ok({ id, operations }) : err({ problem: 'known' })
  } catch {
    return err({ problem: 'not-kept' })
  }
}

/** One file that is carried, as its courier sees it. */
export type Carriage = {
  readonly id: string
  readonly at: string
  readonly operations: number
  readonly waiting: number
  /** What headquarters has: taken from here, or known before. */
  readonly delivered: number
  /** Kept in quarantine at headquarters. */
  readonly refused: number
  /** What headquarters could not open; it is still here. */
  readonly unopened: number
  readonly problems: readonly string[]
  /** Whether headquarters sent anything back for the tablet that did the work. */
  readonly hasAnswers: boolean
}

export const carriages = async (store: CarriedStore = usualCarried()): Promise<readonly Carriage[]> => {
  const [files, parcels] = await Promise.all([store.files.toArray(), store.parcels.toArray()])
  return files
    .map(({ id, at, operations }) => ({ id, at, operations, ...countsOf(parcels.filter(({ file }) => file === id)) }))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}

const countsOf = (parcels: readonly CarriedParcel[]) => {
  const sum = (of: (parcel: CarriedParcel) => number): number => parcels.reduce((total, parcel) => total + of(parcel), 0)
  return {
    waiting: sum(({ state, operations }) => (state === 'waiting' ? operations : 0)),
    delivered: sum(({ reply }) => (reply ? reply.taken + reply.known : 0)),
    refused: sum(({ reply }) => reply?.refused ?? 0),
    unopened: sum(({ state, operations, reply }) => (state === 'refused' ? operations : (reply?.damaged ?? 0))),
    problems: [...new Set(parcels.flatMap(({ problem }) => problem ?? []))],
    hasAnswers: parcels.some(({ reply }) => reply && reply.answers.length > 0),
  }
}

export type Way = { readonly store?: CarriedStore; readonly ask?: typeof fetch; readonly address?: string }

/**
 * Brings to headquarters what waits, one parcel after another and one tab at a time. A parcel that headquarters will not take
 * stays here with its reason, one that does not get through is brought last the next time: neither keeps another. Without any answer
 * all the rest waits for the next time.
 */
export const deliver = async ({
  store = usualCarried(),
  ask = authorized,
  address = '/api/v1/courier',
}: Way = {}): Promise<void> => {
  const round = async (): Promise<void> => {
    for (const id of await inTurn(store)) {
      const parcel = await store.parcels.get(id)
      if (parcel?.state !== 'waiting') continue
      const brought = await bring(parcel.text, { address, ask })
      if (brought.ok) {
        const { value: reply } = brought
        // What it could not open may be needed again: the tablet that did the work may be gone.
        await store.parcels.update(id, { state: 'delivered', reply, ...(reply.damaged === 0 ? { text: '' } : {}) })
      } else if (brought.problem.problem === 'refused')
        await store.parcels.update(id, { state: 'refused', problem: brought.problem.code })
      else {
        // Also without an answer: something in between may drop the line over this one alone.
        await store.parcels.update(id, { held: (parcel.held ?? 0) + 1 })
        if (brought.problem.problem === 'later') return
      }
    }
  }
  if (navigator.locks)
    await navigator.locks.request('palier.courier', { ifAvailable: true }, (lock) => (lock ? round() : undefined))
  else await round()
}

/** What waits: what was held up least often first. */
const inTurn = async ({ parcels }: CarriedStore): Promise<readonly string[]> => {
  const waiting: { readonly id: string; readonly held: number }[] = []
  await parcels
    .where('state')
    .equals('waiting')
    .each(({ id, held = 0 }) => waiting.push({ id, held }))
  return waiting.sort((a, b) => a.held - b.held).map(({ id }) => id)
}

/** Tries again what headquarters would not take: it may have another key since, or another release. */
export const tryAgain = async (file: string, store: CarriedStore = usualCarried()): Promise<void> => {
  await store.parcels
    .where('file')
    .equals(file)
    .and(({ state }) => state === 'refused')
    .modify({ state: 'waiting', problem: undefined })
}

/** Forgets a file that was carried. Only a person does that. */
export const forget = (file: string, store: CarriedStore = usualCarried()): Promise<void> => putAway(store, file)

/** What headquarters answered, as a file for the tablet that did the work. Nobody reads it on the way. */
export const answersFile = async (
  file: string,
  store: CarriedStore = usualCarried(),
): Promise<{ readonly name: string; readonly text: string }> => {
  const parcels = await store.parcels.where('file').equals(file).toArray()
  const answers = parcels.flatMap(({ reply }) => reply?.answers ?? [])
  return { name: `palier-accuses-${file.replaceAll(/[-_]/g, '').slice(0, 8)}.txt`, text: writeReceiptsFile(answers) }
}
