import { gcm } from '@noble/ciphers/aes.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64url, bytesOf } from '../hash.ts'
import { type CourierHead, courierVersion, wrappedWith } from './head.ts'
import { keyIdOf } from './key-id.ts'

/** What two halves of P-256 keys agree on: the x coordinate, 32 bytes. Undefined where the point is none of the curve. */
export type Agree = (point: string) => Promise<Uint8Array | undefined>

export const contentKeyBytes = 32
const nonceBytes = 12

export type Wrapping = {
  readonly file: string
  readonly profile: string
  readonly device: string
  readonly administration: string | null
  /** The device's signing point. */
  readonly key: string
  readonly contentKey: Uint8Array
  /** The sealing point of headquarters. */
  readonly server: string
  /** A key pair that is made for this one seal and forgotten with it. */
  readonly ephemeral: { readonly point: string; readonly agree: Agree }
  /** Twelve random bytes. */
  readonly nonce: Uint8Array
}

/** Seals a content key to headquarters. Undefined where `server` is no point. */
export const wrapContentKey = async (wrapping: Wrapping): Promise<CourierHead | undefined> => {
  const { contentKey, server, ephemeral, nonce, file, profile, device, administration, key } = wrapping
  const shared = await ephemeral.agree(server)
  if (!shared) return undefined
  const about = { v: courierVersion, file, profile, device, administration, key, kid: keyIdOf(server) } as const
  const open = { ...about, ephemeral: ephemeral.point, wrapped: '' }
  const sealed = gcm(agreedKey(shared, ephemeral.point, server), nonce, utf8ToBytes(wrappedWith(open))).encrypt(contentKey)
  return { ...open, wrapped: base64url(concatBytes(nonce, sealed)) }
}

/** Takes the content key out again. Undefined where anything in the head is not as it was. `server` is the own sealing point. */
export const unwrapContentKey = async (head: CourierHead, server: string, agree: Agree): Promise<Uint8Array | undefined> => {
  const shared = await agree(head.ephemeral)
  const wrapped = bytesOf(head.wrapped)
  if (!shared || !wrapped) return undefined
  const cipher = gcm(agreedKey(shared, head.ephemeral, server), wrapped.subarray(0, nonceBytes), utf8ToBytes(wrappedWith(head)))
  try {
    const contentKey = cipher.decrypt(wrapped.subarray(nonceBytes))
    return contentKey.length === contentKeyBytes ? contentKey : undefined
  } catch {
    return undefined
  }
}

/** HKDF-SHA-256 (RFC 5869), bound to both points: another point gives another key. */
const agreedKey = (shared: Uint8Array, ephemeral: string, server: string): Uint8Array =>
  hkdf(sha256, shared, utf8ToBytes(`${ephemeral}.${server}`), utf8ToBytes('palier-courier content key 1'), contentKeyBytes)
