import Dexie, { type EntityTable } from 'dexie'
import { beginNewLogs } from '../storage/new-log.ts'
import type { EnrolledTablet } from './lock-port.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** How a passphrase becomes a key: Argon2id with so many KiB, passes and lanes. Kept with each profile, so that it can grow. */
export type KeyMaking = { readonly memory: number; readonly passes: number; readonly lanes: number }

/** A person's place on this tablet, as far as it lies open. Nothing in it tells who that is. */
export type StoredProfile = {
  readonly id: string
  readonly symbol: number
  readonly initials: string
  readonly salt: Bytes
  readonly kdf: KeyMaking
  /** The data key under the key made of the passphrase; null once too many tries were wrong. */
  readonly wrapped: Bytes | null
  /** What its holder needs at headquarters, under the data key. */
  readonly secrets: Bytes | null
  /** SHA-256 of salt and account: tells its holder from others where that is known, and nobody otherwise. */
  readonly holder: string
  readonly lastUsed: string | null
}

/** Wrong tries of a profile, and how long its lock screen must still be watched, in milliseconds. */
export type StoredTries = { readonly profile: string; readonly wrong: number; readonly owed: number }

/** What this tablet knows of its headquarters: its keys as the first contact told them. */
export type KnownHeadquarters = { readonly signing: string; readonly sealing: string }

/** By name: `tablet`, `headquarters`, and `revoked` where headquarters took the tablet away and it still carries work of others. */
export type DeviceFact = { readonly key: string; readonly value: unknown }

export type DeviceStore = Dexie & {
  facts: EntityTable<DeviceFact, 'key'>
  profiles: EntityTable<StoredProfile, 'id'>
  tries: EntityTable<StoredTries, 'profile'>
}

export const deviceStoreName = 'palier-device'

/** The tablet's own small database, beside those of its profiles: unsealed, for it is read before anybody has said a passphrase. */
export const openDeviceStore = (name = deviceStoreName): DeviceStore => {
  const store = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' }) as DeviceStore
  store.version(1).stores({ facts: 'key', profiles: 'id', tries: 'profile' })
  beginNewLogs(store)
  return store
}

export const tabletOf = async ({ facts }: DeviceStore): Promise<EnrolledTablet | undefined> =>
  (await facts.get('tablet'))?.value as EnrolledTablet | undefined

export const headquartersOf = async ({ facts }: DeviceStore): Promise<KnownHeadquarters | undefined> =>
  (await facts.get('headquarters'))?.value as KnownHeadquarters | undefined

export const isRevoked = async ({ facts }: DeviceStore): Promise<boolean> => (await facts.get('revoked')) !== undefined

/** Where a profile's work lies. */
export const databaseOf = (profile: string): string => `palier-p-${profile}`
export const journalOf = (profile: string): string => `palier-journal-${profile}`
/** Whose journal that is; undefined where it is no profile’s. */
export const profileOfJournal = (name: string): string | undefined => /^palier-journal-(.+)$/.exec(name)?.[1]

/** Changes a profile where there is one. Not by Dexie's own update, which takes bytes apart on its way. */
export const changeProfile = (store: DeviceStore, id: string, change: Partial<Omit<StoredProfile, 'id'>>): Promise<void> =>
  store.transaction('rw', store.profiles, async () => {
    const profile = await store.profiles.get(id)
    if (profile) await store.profiles.put({ ...profile, ...change })
  })
