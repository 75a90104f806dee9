import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { AdministrationId, DeviceId, PersonId } from '../../core/domain/id.ts'
import { beginning } from '../../core/protocol/cursor.ts'
import { sessionKeys } from '../storage/announce.ts'
import { touchRows } from '../storage/bare.ts'
import { type Database, openDatabase } from '../storage/database.ts'
import type { Journal } from '../storage/journal/journal.ts'
import { openJournal } from '../storage/journal/open-journal.ts'
import { forgetBodies } from '../storage/packs/bodies.ts'
import { moveBeside, placeOf } from '../storage/place.ts'
import { openCipher } from '../vault/cipher.ts'
import { databaseOf, journalOf } from '../vault/device-store.ts'
import type { Opened } from '../vault/keyring.ts'
import { openBulkWorker } from '../vault/open-bulk.ts'
import { ownSmall, sealedSmall } from '../vault/sealed-scratch.ts'
import { sealTables } from '../vault/sealed-tables.ts'
import type { Secrets } from '../vault/secrets.ts'
import { importSigning, signerWith } from '../vault/signing-key.ts'
import { adopt } from './adopt.ts'
import { type App, openApp } from './app.ts'
import { now } from './clock.ts'
import type { LastContact } from './contact.ts'
import { watchDamage } from './damaged.ts'
import { chooseIdentity } from './identity.ts'
import { isTooLong } from './offline-age.ts'
import { groundOf } from './own-ground.ts'
import type { Reopening } from './recovery.ts'
import { keepScratchIn } from './scratch.ts'
import { signWith } from './signing.ts'

/** A profile whose key is here: its sealed database and journal, and the way to close them so that nothing can be read any more. */
export type OpenProfile = {
  readonly database: Database
  /** How its database is opened anew, where it had to be given up. */
  readonly reopening: Reopening
  readonly journal: Journal
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** Opens the app on it. Rejects, like every start, where the database is gone or does not open. */
  readonly start: (version: string, since: Since) => Promise<App>
  /** Looks whether downloaded data is to be hidden now. */
  readonly look: (offlineDays: number) => Promise<boolean>
  readonly close: () => void
}

/** Made just now: work that lies unsealed on this tablet is taken over. Renewed: its holder signed in once more, as another device. */
export type Since = 'new' | 'renewed' | 'known'

export const openProfile = async ({ profile, key, secrets }: Opened): Promise<OpenProfile> => {
  const cipher = openCipher(key)
  const bulk = openBulkWorker(cipher)
  let isHidden = false
  /** What is spared: read before the rest goes out of sight. */
  let spared: ReadonlySet<string> = new Set()
  const storage = ownSmall(profile, localStorage)
  const notes = sealedSmall(profile, cipher, localStorage)
  const damage = watchDamage(notes)
  const made: Database[] = []
  const open = (place: IDBFactory | undefined): Database => {
    const database = openDatabase(databaseOf(profile), { place })
    made.push(database)
    sealTables(database, cipher, { bulk, hides: (row) => isHidden && !spared.has(row), broken: damage.found })
    return database
  }
  const place = await placeOf(storage)
  const database = open(place)
  const privateKey = await importSigning(secrets.signing)
  const signer = signerWith(secrets.signing.key, privateKey)
  signWith(database, signer)
  const journal = openJournal(journalOf(profile), {
    profile,
    device: secrets.device,
    administration: secrets.account.administration,
    key: hkdf(sha256, key, undefined, new TextEncoder().encode('palier-journal'), 32),
    server: secrets.headquarters?.sealing,
    signer: { key: secrets.signing.key, privateKey },
  })
  keepScratchIn(notes)
  let app: App | undefined
  return {
    database,
    reopening: {
      again: () => open(place),
      beside: async () => {
        const other = await moveBeside(storage, 'palier-own')
        return other && open(other)
      },
    },
    journal,
    storage,
    start: async (version, since) => {
      if (since === 'renewed') await takeName(database, secrets.device)
      if (since === 'new') {
        await begin(database, secrets)
        await adopt({ into: database, journal, person: secrets.account.person, notes: { from: localStorage, to: notes } })
      }
      const device = secrets.device as DeviceId
      const begun = () => openApp({ database, storage, journal, signer: async () => signer, device, version })
      app = await begun()
      const { administration, person } = secrets.account
      if (app.lost || app.identity.administration || !administration) return app
      // Who holds the profile stands in its secrets too: where the database cannot tell, they do.
      await follow(database, administration, person)
      app = await begun()
      return app
    },
    look: async (offlineDays) => {
      const wasHidden = isHidden
      const isLate = await isTooLong(database, offlineDays)
      if (isLate && !isHidden) spared = await groundOf(database)
      isHidden = isLate
      if (isHidden !== wasHidden) touchRows(database)
      await damage.look(database)
      return isHidden
    },
    close: () => {
      app?.runner.stop()
      keepScratchIn(undefined)
      damage.end()
      void journal.close()
      database.close({ disableAutoOpen: true })
      bulk.end()
      for (const one of made) forgetBodies(one)
      cipher.forget()
      key.fill(0)
    },
  }
}

/** The first thing that stands in a profile's database: whose it is, and of what administration it wants to hear. */
const begin = async (database: Database, { device, account }: Secrets): Promise<void> => {
  const { administration, person } = account
  const at = now()
  await database.meta.bulkPut([
    { key: 'device', value: device },
    // To sign in was to hear of headquarters.
    { key: 'contact', value: { at, serverTime: at, offset: 0 } satisfies LastContact },
    ...(administration ? [{ key: 'cursors', value: { [administration]: beginning } }] : []),
  ])
  await follow(database, administration, person)
}

/** [D10] A new name begins a new chain; what was made under the old one is sent as it is. */
const takeName = (database: Database, device: string): Promise<void> =>
  database.transaction('rw', database.meta, async () => {
    await database.meta.bulkPut([
      { key: 'device', value: device },
      { key: 'chain', value: { lsn: 0, hash: '' } },
    ])
    await database.meta.bulkDelete([...sessionKeys])
  })

/** What headquarters says of an account is who holds the profile. */
export const follow = (database: Database, administration: string | null, person: string | null): Promise<void> =>
  chooseIdentity(database, administration as AdministrationId | null, person as PersonId | null)
