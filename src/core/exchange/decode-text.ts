/** How the bytes of a table were read. Nothing in a CSV file says it: it is found from the bytes. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export type DecodedText = { readonly text: string; readonly encoding: Encoding }

/**
 * Bytes as text, never refused: by byte order mark, else UTF-16 by its pattern of zero bytes, else UTF-8 where every
 * sequence is well-formed, else Windows-1252, which is what older spreadsheets of the region write.
 */
export const decodeText = (bytes: Uint8Array): DecodedText => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decodeUtf16(bytes, 2, 'little'), encoding: 'utf-16le' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decodeUtf16(bytes, 2, 'big'), encoding: 'utf-16be' }
  const order = utf16Order(bytes)
  if (order === 'little') return { text: decodeUtf16(bytes, 0, order), encoding: 'utf-16le' }
  if (order === 'big') return { text: decodeUtf16(bytes, 0, order), encoding: 'utf-16be' }
  const text = decodeUtf8(bytes)
  if (text !== undefined) return { text, encoding: 'utf-8' }
  return { text: decodeWindows1252(bytes), encoding: 'windows-1252' }
}

/** UTF-8 with or without a byte order mark; undefined where a sequence is malformed, overlong, a surrogate or off the end. */
export const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  const out = collector()
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      out.push(lead)
      at += 1
      continue
    }
    const more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0
    if (more === 0 || at + more >= bytes.length) return undefined
    let point = lead & (0x3f >> more)
    for (let i = 1; i <= more; i += 1) {
      const next = bytes[at + i] ?? 0
      if ((next & 0xc0) !== 0x80) return undefined
      point = (point << 6) | (next & 0x3f)
    }
    const isOverlong = (more === 2 && point < 0x800) || (more === 3 && point < 0x10000)
    if (isOverlong || (point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) return undefined
    if (point >= 0x10000) {
      out.push(0xd800 + ((point - 0x10000) >> 10))
      out.push(0xdc00 + ((point - 0x10000) & 0x3ff))
    } else out.push(point)
    at += more + 1
  }
  return out.text()
}

const decodeUtf16 = (bytes: Uint8Array, from: number, order: 'little' | 'big'): string => {
  const out = collector()
  const low = order === 'little' ? 0 : 1
  for (let at = from; at + 1 < bytes.length; at += 2) out.push((bytes[at + low] ?? 0) | ((bytes[at + 1 - low] ?? 0) << 8))
  return out.text()
}

/** Windows-1252 where it differs from Latin-1, 0x80 to 0x9f; the five unassigned bytes stay control characters. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

const decodeWindows1252 = (bytes: Uint8Array): string => {
  const out = collector()
  for (const byte of bytes) out.push(byte >= 0x80 && byte < 0xa0 ? windows1252.charCodeAt(byte - 0x80) : byte)
  return out.text()
}

/** Mostly Latin text in UTF-16 has a zero in one byte of two, always on the same side; no other text has zeros at all. */
const utf16Order = (bytes: Uint8Array): 'little' | 'big' | undefined => {
  const pairs = Math.floor(Math.min(bytes.length, 4000) / 2)
  let even = 0
  let odd = 0
  for (let pair = 0; pair < pairs; pair += 1) {
    if (bytes[pair * 2] === 0) even += 1
    if (bytes[pair * 2 + 1] === 0) odd += 1
  }
  if (pairs === 0 || bytes.length % 2 === 1) return undefined
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'little'
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'big'
  return undefined
}

/** Gathers UTF-16 units in slices: one string of 10 MB from single characters would be slow, one call would overflow. */
const collector = () => {
  const slice = new Uint16Array(8192)
  const parts: string[] = []
  let used = 0
  const flush = (): void => {
    parts.push(String.fromCharCode(...slice.subarray(0, used)))
    used = 0
  }
  return {
    push: (unit: number): void => {
      slice[used] = unit
      used += 1
      if (used === slice.length) flush()
    },
    text: (): string => {
      flush()
      return parts.join('')
    },
  }
}
