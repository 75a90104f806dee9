import { bytesOf } from '../../core/protocol/hash.ts'

/** Whether whoever has the key signed the claim. */
export type Verify = (key: string, claim: string, signature: string) => Promise<boolean>

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const keys = new Map<string, Promise<CryptoKey>>()

/** By the browser's own cryptography; false where a text is no key or no signature. */
export const verify: Verify = async (key, claim, signature) => {
  const bytes = bytesOf(signature)
  const point = bytesOf(key)
  if (!bytes || !point) return false
  try {
    const imported = keys.get(key) ?? crypto.subtle.importKey('raw', point, algorithm, false, ['verify'])
    keys.set(key, imported)
    return await crypto.subtle.verify(algorithm, await imported, bytes, new TextEncoder().encode(claim))
  } catch {
    return false
  }
}
