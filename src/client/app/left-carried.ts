import Dexie from 'dexie'
import { type CarriedPart, readOutboxFile } from '../../core/protocol/courier/outbox-file.ts'
import { type CarriedStore, removeCarried } from '../storage/carried.ts'
import { outboxOf } from '../storage/journal/carry-out.ts'
import type { SealedOutbox } from '../storage/journal/journal.ts'
import { type DeviceStore, tabletOf } from '../vault/device-store.ts'
import { eraseTablet } from '../vault/erase.ts'
import { carriages, deliver, forget, usualCarried } from './carried.ts'

/** [D16] Work of other tablets, still here on one that headquarters revoked: sealed, with nobody to bring it but the tablet itself. */
export type LeftCarried = {
  /** Brings what waits, and lets go of all that headquarters answered for. Tells how much is left; of nothing the tablet's credential goes too. */
  readonly bring: () => Promise<number>
  /** What is left as sealed files, for another courier. */
  readonly files: () => Promise<readonly SealedOutbox[]>
  /** Lets go of it unanswered. Only a person does that. */
  readonly erase: () => Promise<void>
}

type Parts = { readonly store: DeviceStore; readonly carried?: CarriedStore; readonly ask?: typeof fetch }

export const leftCarried = ({ store, carried = usualCarried(), ask = fetch }: Parts): LeftCarried => {
  const end = async (): Promise<void> => {
    await removeCarried(carried)
    await eraseTablet(store)
  }
  return {
    bring: async () => {
      const tablet = await tabletOf(store)
      if (tablet) await deliver({ store: carried, ask: inTheNameOf(tablet.token, ask) })
      const all = await carriages(carried)
      for (const { id, waiting, unopened } of all) if (waiting + unopened === 0) await forget(id, carried)
      const left = all.reduce((sum, { waiting, unopened }) => sum + waiting + unopened, 0)
      if (left === 0) await end()
      return left
    },
    files: async () => {
      const parcels = await carried.parcels.toArray()
      const files = [...new Set(parcels.map(({ file }) => file))].map((id) =>
        parcels.flatMap(({ file, text }): readonly CarriedPart[] => {
          const read = file === id ? readOutboxFile(text) : undefined
          return read?.ok ? read.value : []
        }),
      )
      return files.flatMap((parts) =>
        parts.length > 0
          ? [
              outboxOf(
                parts,
                parts.reduce((sum, { boxes }) => sum + boxes.length, 0),
              ),
            ]
          : [],
      )
    },
    erase: end,
  }
}

/** Whether this tablet carries anything. No database is made by looking, and one with nothing in it goes. */
export const carriesWork = async (carried: CarriedStore = usualCarried()): Promise<boolean> => {
  if (!(await Dexie.exists(carried.name))) return false
  if ((await carried.files.count()) > 0) return true
  await removeCarried(carried)
  return false
}

export const inTheNameOf =
  (token: string, ask: typeof fetch): typeof fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${token}`)
    return ask(input, { ...init, headers })
  }
