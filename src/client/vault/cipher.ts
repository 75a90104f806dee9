import { gcm } from '@noble/ciphers/aes.js'
import { Broken } from '../storage/sealing.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * AES-256-GCM under one key. Each seal has a random nonce of 96 bits before it: under one key that is sound for some four
 * thousand million of them (NIST SP 800-38D §8.3). `place` is bound into it: a seal opens only where it was made for.
 */
export type Cipher = {
  /** At once, by JavaScript: inside a transaction nothing may be waited for but the transaction itself. */
  readonly seal: (place: string, plain: Bytes) => Bytes
  readonly open: (place: string, sealed: Bytes) => Bytes
  /** By the browser itself: many times as fast, but to be waited for. */
  readonly sealAhead: (place: string, plain: Bytes) => Promise<Bytes>
  readonly openSoon: (place: string, sealed: Bytes) => Promise<Bytes>
  /** For a worker: it can use the key, and nobody can read it out of there. */
  readonly handle: () => Promise<CryptoKey>
  /** Writes over the key. From here on nothing is sealed or opened any more. */
  readonly forget: () => void
}

export const keyBytes = 32
export const nonceBytes = 12
const tagBytes = 16

/** Takes a copy of the key. */
export const openCipher = (key: Uint8Array): Cipher => {
  const own = new Uint8Array(key)
  let isForgotten = false
  const present = (): Bytes => {
    if (isForgotten || own.length !== keyBytes) throw new Broken('the key is gone')
    return own
  }
  let imported: Promise<CryptoKey> | undefined
  const handle = (): Promise<CryptoKey> => {
    const raw = present()
    imported ??= crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
    return imported
  }
  return {
    seal: (place, plain) => {
      const nonce = freshNonce()
      return joined(nonce, gcm(present(), nonce, bytesOfText(place)).encrypt(plain))
    },
    open: (place, sealed) => {
      if (sealed.length < nonceBytes + tagBytes) throw new Broken(place)
      const opener = gcm(present(), sealed.subarray(0, nonceBytes), bytesOfText(place))
      try {
        return opener.decrypt(sealed.subarray(nonceBytes)) as Bytes
      } catch {
        throw new Broken(place)
      }
    },
    sealAhead: async (place, plain) => {
      const nonce = freshNonce()
      const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: bytesOfText(place) }
      return joined(nonce, new Uint8Array(await crypto.subtle.encrypt(algorithm, await handle(), plain)))
    },
    openSoon: async (place, sealed) => openWith(await handle(), place, sealed),
    handle,
    forget: () => {
      own.fill(0)
      isForgotten = true
      imported = undefined
    },
  }
}

/** Opens by the browser itself, in a worker or a page. */
export const openWith = async (key: CryptoKey, place: string, sealed: Bytes): Promise<Bytes> => {
  const algorithm = { name: 'AES-GCM', iv: sealed.subarray(0, nonceBytes), additionalData: bytesOfText(place) }
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.subarray(nonceBytes)))
  } catch {
    throw new Broken(place)
  }
}

export const freshBytes = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count))

const freshNonce = (): Bytes => freshBytes(nonceBytes)

const encoder = new TextEncoder()
const bytesOfText = (text: string): Bytes => encoder.encode(text)

const joined = (nonce: Bytes, rest: Uint8Array): Bytes => {
  const all = new Uint8Array(nonce.length + rest.length)
  all.set(nonce)
  all.set(rest, nonce.length)
  return all
}
