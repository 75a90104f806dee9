import type { Agree } from '../../../core/protocol/courier/content-key.ts'
import { headClaim } from '../../../core/protocol/courier/head.ts'
import { base64url, bytesOf } from '../../../core/protocol/hash.ts'

const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const
const ecdsa = { name: 'ECDSA', hash: 'SHA-256' } as const

/** A key pair for one seal. Its private half cannot be taken out, and nobody keeps it. */
export const ephemeralPair = async (): Promise<{ readonly point: string; readonly agree: Agree }> => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(ecdh, false, ['deriveBits'])
  return {
    point: base64url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))),
    agree: async (point) => {
      const bytes = bytesOf(point)
      if (!bytes) return undefined
      try {
        const theirs = await crypto.subtle.importKey('raw', bytes, ecdh, false, [])
        return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256))
      } catch {
        return undefined
      }
    },
  }
}

export const signHead = async (privateKey: CryptoKey, head: string): Promise<string> =>
  base64url(new Uint8Array(await crypto.subtle.sign(ecdsa, privateKey, new TextEncoder().encode(headClaim(head)))))
