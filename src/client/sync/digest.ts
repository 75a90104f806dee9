import { base64url, hashOf } from '../../core/protocol/hash.ts'
import { segmentName } from '../../core/protocol/segment/name.ts'

const beside = async (bytes: Uint8Array<ArrayBuffer>, otherwise: () => string): Promise<string> =>
  globalThis.crypto?.subtle ? base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) : otherwise()

/** `hashOf`, by the browser's own cryptography beside the page: a request of 256 KB would hold the page up for as long as a frame. */
export const digest = (text: string): Promise<string> => beside(new TextEncoder().encode(text), () => hashOf(text))

/** `segmentName`, in the same way. */
export const nameBeside = (bytes: Uint8Array): Promise<string> =>
  beside(bytes as Uint8Array<ArrayBuffer>, () => segmentName(bytes))
