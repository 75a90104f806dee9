import { base64url, bytesOf } from '../../core/protocol/hash.ts'
import type { DeviceSigner } from '../storage/prepare.ts'
import type { NewDevice } from './lock-port.ts'

const pair = { name: 'ECDSA', namedCurve: 'P-256' } as const
const signature = { name: 'ECDSA', hash: 'SHA-256' } as const

/** The device of a profile that is about to be made: a random name, and a key that can be taken out once, to be sealed. */
export const newDevice = async (device: string): Promise<NewDevice> => {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(pair, true, ['sign', 'verify'])
  const [raw, pkcs8] = await Promise.all([
    crypto.subtle.exportKey('raw', publicKey),
    crypto.subtle.exportKey('pkcs8', privateKey),
  ])
  return { device, key: base64url(new Uint8Array(raw)), pkcs8: new Uint8Array(pkcs8) }
}

export type SigningKey = { readonly key: string; readonly pkcs8: string }

/** The key as the browser's own object: from here on nobody, this code included, can read the private half out of it. */
export const importSigning = async ({ pkcs8 }: SigningKey): Promise<CryptoKey> => {
  const bytes = bytesOf(pkcs8)
  if (!bytes) throw new Error('the signing key is none')
  const imported = await crypto.subtle.importKey('pkcs8', bytes, pair, false, ['sign'])
  bytes.fill(0)
  return imported
}

export const signerWith = (key: string, privateKey: CryptoKey): DeviceSigner => ({
  key,
  sign: async (hash) =>
    base64url(new Uint8Array(await crypto.subtle.sign(signature, privateKey, new TextEncoder().encode(hash)))),
})
