import { utf8ToBytes } from '@noble/hashes/utils.js'

/** Thrown while a file is read that is cut, or was never one of ours. Caught where the file is decoded: outside it is a value. */
export class Torn extends Error {
  override readonly name = 'Torn'
}

export type Reader = {
  readonly byte: () => number
  /** A whole number below 2³⁵, seven bits at a time. */
  readonly number: () => number
  readonly take: (length: number) => Uint8Array
  readonly text: () => string
  readonly left: () => number
}

/** Reads from the start. Never past the end, and never makes room for more than lies there. */
export const openReader = (bytes: Uint8Array): Reader => {
  let at = 0
  const byte = (): number => {
    const value = bytes[at]
    if (value === undefined) throw new Torn('cut')
    at += 1
    return value
  }
  const number = (): number => {
    let value = 0
    for (let place = 0; place < 5; place += 1) {
      const part = byte()
      value += (part & 0x7f) * 2 ** (7 * place)
      if (part < 0x80) return value
    }
    throw new Torn('number')
  }
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new Torn('cut')
    at += length
    return bytes.subarray(at - length, at)
  }
  return { byte, number, take, text: () => textOf(take(number())), left: () => bytes.length - at }
}

export type Writer = {
  readonly byte: (value: number) => void
  readonly number: (value: number) => void
  readonly put: (bytes: Uint8Array) => void
  readonly text: (text: string) => void
  readonly end: () => Uint8Array<ArrayBuffer>
}

export const openWriter = (): Writer => {
  let bytes = new Uint8Array(4096)
  let at = 0
  const room = (length: number): void => {
    if (at + length <= bytes.length) return
    const wider = new Uint8Array(Math.max(bytes.length * 2, at + length))
    wider.set(bytes)
    bytes = wider
  }
  const byte = (value: number): void => {
    room(1)
    bytes[at] = value
    at += 1
  }
  const number = (value: number): void => {
    let rest = value
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) byte((rest % 0x80) | 0x80)
    byte(rest)
  }
  const put = (added: Uint8Array): void => {
    room(added.length)
    bytes.set(added, at)
    at += added.length
  }
  const text = (added: string): void => {
    const encoded = utf8ToBytes(added)
    number(encoded.length)
    put(encoded)
  }
  return { byte, number, put, text, end: () => bytes.slice(0, at) }
}

/**
 * The text of UTF-8 bytes, each of them well-formed. The core knows no decoder of a platform: what is not plain ASCII is
 * handed to the language's own, which refuses what is malformed.
 */
const textOf = (bytes: Uint8Array): string => {
  const parts: string[] = []
  for (let from = 0; from < bytes.length; from += 8192) parts.push(String.fromCharCode(...bytes.subarray(from, from + 8192)))
  const read = parts.join('')
  if (bytes.every((byte) => byte < 0x80)) return read
  try {
    return decodeURIComponent(read.replace(/[%\u0080-\u00ff]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`))
  } catch {
    throw new Torn('text')
  }
}
