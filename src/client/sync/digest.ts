import { base64url, hashOf } from '../../core/protocol/hash.ts'
import { segmentName } from '../../core/protocol/segment/name.ts'

/** `hashOf`, by the browser's own cryptography beside the page: a request of 256 KB would hold the page up for as long as a frame. */
export const digest = async (text: string): Promise<string> =>
  globalThis.crypto?.subtle
    ? base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
    : hashOf(text)

/** `segmentName`, in the same way. */
export const nameBeside = async (bytes: Uint8Array): Promise<string> =>
  globalThis.crypto?.subtle
    ? base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))
    : segmentName(bytes)
