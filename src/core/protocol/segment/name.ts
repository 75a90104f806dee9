import { sha256 } from '@noble/hashes/sha2.js'
import { base64url } from '../hash.ts'

/** A segment is named by its bytes, as they are stored and sent: whoever has them can check them, and they never change. */
export const segmentName = (bytes: Uint8Array): string => base64url(sha256(bytes))
