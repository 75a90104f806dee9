import { gcm } from '@noble/ciphers/aes.js'
import { bytesToUtf8, concatBytes, utf8ToBytes } from '@noble/ciphers/utils.js'
import { base64url, bytesOf } from '../hash.ts'

/** Where a box stands. All of it is bound to what is in it: a box at another place does not open. */
export type BoxPlace = {
  /** The file that it was written to. */
  readonly file: string
  /** Which one it is in that file. */
  readonly index: number
  /** What it holds: the id of an operation. */
  readonly id: string
}

const nonceBytes = 12

/** AES-256-GCM under the file's content key, its nonce first. Synchronous, so that what follows it is one deed with it. */
export const sealBox = (key: Uint8Array, place: BoxPlace, text: string, nonce: Uint8Array): string =>
  base64url(concatBytes(nonce, gcm(key, nonce, boundTo(place)).encrypt(utf8ToBytes(text))))

/** The text in a box; undefined where key, place or any bit of it is not the one it was sealed with. */
export const openBox = (key: Uint8Array, place: BoxPlace, box: string): string | undefined => {
  const bytes = bytesOf(box)
  if (!bytes || bytes.length < nonceBytes) return undefined
  try {
    return bytesToUtf8(gcm(key, bytes.subarray(0, nonceBytes), boundTo(place)).decrypt(bytes.subarray(nonceBytes)))
  } catch {
    return undefined
  }
}

const boundTo = ({ file, index, id }: BoxPlace): Uint8Array => utf8ToBytes(`${file}|${index}|${id}`)
