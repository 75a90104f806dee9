import { type Campaign, daysLeft } from '../../core/domain/campaign.ts'
import type { CampaignId } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import type { App } from './app.ts'
import { type Arrival, arrivalOf } from './arrival.ts'
import { today } from './clock.ts'
import type { LastContact } from './contact.ts'
import { assignmentsOf, campaignAt, packAt } from './read.ts'

/** What was checked before a tablet leaves the network; each with its own answer, none assumed. */
export type ReadinessCheck = {
  readonly check: 'app-cached' | 'campaign-complete' | 'storage-kept' | 'clock' | 'writes' | 'second-copy'
  readonly state: 'ok' | 'warning' | 'failed'
  readonly params: { readonly [name: string]: string | number }
}

export type Readiness = {
  /** Days that work offline is sure of; 0 when a check failed. */
  readonly days: number
  readonly checks: readonly ReadinessCheck[]
}

/** A clock further off than this is told, in milliseconds: dates on signed sheets come from it. */
const clockTolerance = 5 * 60_000

/** Checks this device for a campaign. Everything is asked of the browser and the database at the time of the call. */
export const readinessFor = async (app: App, id: CampaignId): Promise<Readiness> => {
  const campaign = await campaignAt(app.database, id)
  const checks = await Promise.all([
    appCached(),
    campaignComplete(app, campaign),
    storageKept(),
    clock(app),
    writes(app),
    secondCopy(app),
  ])
  const failed = checks.some(({ state }) => state === 'failed')
  return { days: failed || !campaign ? 0 : daysLeft(campaign, today()), checks }
}

/** The service worker that answers offline is active, and every file that it says its release is made of is in the cache. */
const appCached = async (): Promise<ReadinessCheck> => {
  const failed = (files: number, of: number): ReadinessCheck => ({ check: 'app-cached', state: 'failed', params: { files, of } })
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return failed(0, 0)
  const worker = (await navigator.serviceWorker.getRegistration())?.active
  const promised = worker ? await filesOf(worker) : []
  const kept = await Promise.all(promised.map((url) => caches.match(new URL(url, location.origin), { ignoreSearch: true })))
  const files = kept.filter(Boolean).length
  return promised.length > 0 && files === promised.length
    ? { check: 'app-cached', state: 'ok', params: { files, of: promised.length } }
    : failed(files, promised.length)
}

/** What the worker's release is made of; empty when it does not answer, for a worker that is silent now is silent offline. */
const filesOf = (worker: ServiceWorker): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(Array.isArray(data) ? data.map(String) : [])
    setTimeout(() => resolve([]), 3_000)
    worker.postMessage({ type: 'FILES' }, [port2])
  })

const campaignComplete = async (app: App, campaign: Campaign | undefined): Promise<ReadinessCheck> => {
  if (!campaign) return { check: 'campaign-complete', state: 'failed', params: { here: 0, of: 0 } }
  const [assignments, pack] = await Promise.all([assignmentsOf(app.database, campaign.id), packAt(app.database, campaign.pack)])
  const here = assignments.length
  const arrival = await arrivalOf(app.database, campaign, here)
  const params = { here, of: arrival === 'part' ? here : (campaign.published?.assignments ?? 0) }
  return { check: 'campaign-complete', state: isReady(campaign, { here, arrival, pack }) ? 'ok' : 'failed', params }
}

/** Asks the browser to keep the storage; where it does not promise, the work is at the mercy of a full disk. */
const storageKept = async (): Promise<ReadinessCheck> => {
  const kept = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.()) || false
  return { check: 'storage-kept', state: kept ? 'ok' : 'warning', params: {} }
}

const clock = async ({ database }: App): Promise<ReadinessCheck> => {
  const contact = (await database.meta.get('contact'))?.value as LastContact | undefined
  if (!contact) return { check: 'clock', state: 'warning', params: { minutes: 0 } }
  const minutes = Math.round(contact.offset / 60_000)
  return { check: 'clock', state: Math.abs(contact.offset) <= clockTolerance ? 'ok' : 'warning', params: { minutes } }
}

/** A real write and a real read: the only proof that this disk takes work. */
const writes = async ({ database }: App): Promise<ReadinessCheck> => {
  const started = performance.now()
  try {
    await database.meta.put({ key: 'probe', value: started })
    const found = (await database.meta.get('probe'))?.value
    const milliseconds = Math.round(performance.now() - started)
    return { check: 'writes', state: found === started ? 'ok' : 'failed', params: { milliseconds } }
  } catch {
    return { check: 'writes', state: 'failed', params: { milliseconds: 0 } }
  }
}

/** A real write to the second copy, flushed. Without one the app goes on: the work is then written once. */
const secondCopy = async ({ journal }: App): Promise<ReadinessCheck> => {
  const started = performance.now()
  const written = await journal?.settle(['probe'])
  const milliseconds = Math.round(performance.now() - started)
  return { check: 'second-copy', state: written?.ok ? 'ok' : 'warning', params: { milliseconds } }
}

type Held = { readonly here: number; readonly arrival: Arrival; readonly pack: Pack | undefined }

/** Whether everything of a campaign that this account is ever shown has arrived on this device, and is something. */
const isReady = ({ published }: Campaign, { here, arrival, pack }: Held): boolean =>
  published !== null && pack !== undefined && arrival !== 'coming' && here > 0
