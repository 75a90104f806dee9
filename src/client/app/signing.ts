import { base64url } from '../../core/protocol/hash.ts'
import type { Database } from '../storage/database.ts'
import type { DeviceSigner } from '../storage/prepare.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const made = new WeakMap<Database, Promise<DeviceSigner | undefined>>()

/**
 * Signs in this device's name what a person signed here. The key pair is made when it is first needed and lies in the
 * database as the browser's own object: nobody, this code included, can read the private half out of it. Without WebCrypto
 * (an address without a secure line) there is none, and work is signed by its author's name alone.
 */
export const deviceSigner = (database: Database): Promise<DeviceSigner | undefined> => {
  const known = made.get(database)
  if (known) return known
  const opened = openSigner(database).catch(() => {
    // A signature must not fail for want of a key: the next one tries again.
    made.delete(database)
    return undefined
  })
  made.set(database, opened)
  return opened
}

/** The key of a profile lies in the profile: the database of one never holds any. */
export const signWith = (database: Database, signer: DeviceSigner): void => void made.set(database, Promise.resolve(signer))

const openSigner = async (database: Database): Promise<DeviceSigner | undefined> => {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (!subtle) return undefined
  const { privateKey, publicKey } = (await keptPair(database)) ?? (await keep(database, await newPair(subtle)))
  const key = base64url(new Uint8Array(await subtle.exportKey('raw', publicKey)))
  return {
    key,
    sign: async (hash) => base64url(new Uint8Array(await subtle.sign(algorithm, privateKey, new TextEncoder().encode(hash)))),
  }
}

const newPair = (subtle: SubtleCrypto): Promise<CryptoKeyPair> => subtle.generateKey(algorithm, false, ['sign', 'verify'])

const keptPair = async ({ meta }: Database): Promise<CryptoKeyPair | undefined> =>
  (await meta.get('signing'))?.value as CryptoKeyPair | undefined

/** The first pair that is written is the device's: two tabs that make one at once end with the same. */
const keep = (database: Database, pair: CryptoKeyPair): Promise<CryptoKeyPair> =>
  database.transaction('rw', [database.meta], async () => {
    const first = await keptPair(database)
    if (!first) await database.meta.put({ key: 'signing', value: pair })
    return first ?? pair
  })
