import Dexie, { type EntityTable } from 'dexie'
import type { CourierReply } from '../../core/protocol/courier/reply.ts'

/** A sealed outbox of another tablet, on its way through this one. Nothing in it can be read here. */
export type CarriedFile = {
  /** The hash of the whole file: the same file is carried once. */
  readonly id: string
  readonly profile: string
  readonly at: string
  readonly operations: number
}

export type ParcelState = 'waiting' | 'delivered' | 'refused'

/** A part of it, as large as a weak line carries. */
export type CarriedParcel = {
  readonly id: string
  readonly file: string
  /** What is sent; empty once headquarters has answered for every box in it. */
  readonly text: string
  readonly operations: number
  readonly state: ParcelState
  /** How often it was brought and did not pass. */
  readonly held?: number
  /** Why headquarters did not take it. */
  readonly problem?: string | undefined
  readonly reply?: CourierReply | undefined
}

export type CarriedStore = Dexie & { files: EntityTable<CarriedFile, 'id'>; parcels: EntityTable<CarriedParcel, 'id'> }

/**
 * What is carried for others, beside everybody's own work: it is sealed already, and whoever opens this tablet next goes on
 * with it. Strict durability: the tablet that it came from may be gone.
 */
export const openCarried = (name = 'palier-carried'): CarriedStore => {
  const store = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' }) as CarriedStore
  store.version(1).stores({ files: 'id', parcels: 'id, file, state' })
  return store
}

/**
 * The database itself goes; it is made again where something is carried. Answers when it is gone: a connection that is just being
 * closed, here or in another tab, is waited for.
 */
export const removeCarried = (store: CarriedStore): Promise<void> => {
  store.close({ disableAutoOpen: false })
  return new Promise((resolve, reject) => {
    const request = (Dexie.dependencies.indexedDB as IDBFactory).deleteDatabase(store.name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })
}

export const keepCarried = (
  { files, parcels }: CarriedStore,
  file: CarriedFile,
  parts: readonly CarriedParcel[],
): Promise<boolean> =>
  files.db.transaction('rw', [files, parcels], async () => {
    if (await files.get(file.id)) return false
    await files.add(file)
    await parcels.bulkAdd([...parts])
    return true
  })

export const putAway = ({ files, parcels }: CarriedStore, file: string): Promise<void> =>
  files.db.transaction('rw', [files, parcels], async () => {
    await parcels.where('file').equals(file).delete()
    await files.delete(file)
  })
