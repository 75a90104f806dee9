import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256 of a text's UTF-8 bytes, in base64url without padding: 43 characters. Synchronous, so that a device can chain inside a transaction. */
export const hashOf = (text: string): string => base64url(sha256(utf8ToBytes(text)))

/** A chain's next link: SHA-256 over the link before it and what is added. */
export const linkOf = (before: string, added: string): string => hashOf(`${before}\n${added}`)

/** A leaf of a hash tree, and a pair of its nodes. Marked, so that no leaf can pass for a node (RFC 9162 §2.1.1). */
export const leafOf = (text: string, hash = hashOf): string => hash(`\u0000${text}`)
export const nodeOf = (left: string, right: string, hash = hashOf): string => hash(`\u0001${left}${right}`)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Base64url (RFC 4648 §5) without padding. */
export const base64url = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]]
    text += alphabet.charAt(a >> 2) + alphabet.charAt(((a & 3) << 4) | ((b ?? 0) >> 4))
    if (b !== undefined) text += alphabet.charAt(((b & 15) << 2) | ((c ?? 0) >> 6))
    if (c !== undefined) text += alphabet.charAt(c & 63)
  }
  return text
}

/** What each letter stands for, by its code: thousands of sealed texts are read at a start. */
const sixBits = new Uint8Array(128)
for (let value = 0; value < alphabet.length; value += 1) sixBits[alphabet.charCodeAt(value)] = value

/** The bytes of a base64url text; undefined where it is none. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (let letter = 0; letter < text.length; letter += 1) {
    held = ((held << 6) | (sixBits[text.charCodeAt(letter)] ?? 0)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (held >> bits) & 0xff
    at += 1
  }
  return bytes
}
