import Dexie from 'dexie'
import { removeJournal } from '../storage/journal/journal-files.ts'
import { placeOf } from '../storage/place.ts'
import { type DeviceStore, databaseOf, journalOf } from './device-store.ts'
import { ownSmall, smallPrefix } from './sealed-scratch.ts'

/** One strict write, after which nothing of the profile can be read any more. */
export const endKeys = (store: DeviceStore, profile: string): Promise<void> =>
  store.transaction('rw', [store.profiles, store.tries], async () => {
    await store.profiles.delete(profile)
    await store.tries.delete(profile)
  })

/**
 * Erases a profile: first its keys, then what they sealed. What cannot be deleted now, because a tab still holds it, is noise from here on.
 */
export const eraseProfile = async (store: DeviceStore, profile: string, small: Storage = localStorage): Promise<void> => {
  await endKeys(store, profile)
  const other = await placeOf(ownSmall(profile, small)).catch(() => undefined)
  for (const name of Object.keys(small)) if (name.startsWith(smallPrefix(profile))) small.removeItem(name)
  for (const place of [undefined, other])
    await new Dexie(databaseOf(profile), { addons: [], ...(place && { indexedDB: place }) }).delete().catch(() => undefined)
  await removeJournal(journalOf(profile))
}

/**
 * Everything of everybody, and the tablet's own credential: it is a device like any other then. One that carries work of others
 * keeps its credential, which at headquarters opens nothing any more but the courier's door, until that is answered for.
 */
export const eraseTablet = async (store: DeviceStore, carries = false, small: Storage = localStorage): Promise<void> => {
  const profiles = await store.profiles.toCollection().primaryKeys()
  for (const profile of profiles) await eraseProfile(store, profile, small)
  await store.transaction('rw', store.facts, async () => {
    const tablet = carries ? await store.facts.get('tablet') : undefined
    await store.facts.clear()
    if (tablet) await store.facts.bulkPut([tablet, { key: 'revoked', value: true }])
  })
  for (const name of Object.keys(small)) if (name.startsWith('palier.') && name !== 'palier.language') small.removeItem(name)
}
