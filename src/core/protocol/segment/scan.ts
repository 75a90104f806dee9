import { Torn } from './bytes.ts'

/*
 * Goes over JSON in its bytes without making values of it, as strictly as a parser does.
 */

export type Scan = {
  /** The next byte, and how many bytes came before it that make no sign of the text of their own. */
  readonly at: () => number
  readonly more: () => number
  readonly goTo: (place: number) => void
  /** Begins anew there. */
  readonly begin: (place: number) => void
  readonly is: (byte: number) => boolean
  /** These bytes stand next, or it throws `Torn`; so do all others. */
  readonly must: (bytes: Uint8Array) => void
  readonly passString: () => void
  readonly passValue: (deep?: number) => void
  /** What stands in a list, one after the other, which `each` passes by. Answers with how many there are. */
  readonly passItems: (deep: number, each?: () => void) => number
  /** What stands between braces: each name with its value, which `each` reads, or passes by, from the place of the name. */
  readonly passMembers: (deep: number, each?: (name: number) => void) => number
}

export const bytesOfAscii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

export const signs = {
  quote: 0x22,
  backslash: 0x5c,
  comma: 0x2c,
  colon: 0x3a,
  open: 0x7b,
  close: 0x7d,
  opened: 0x5b,
  closed: 0x5d,
}
const { quote, backslash, comma, colon, open, close, opened, closed } = signs
const words = { yes: bytesOfAscii('true'), no: bytesOfAscii('false'), none: bytesOfAscii('null') }

/** Deeper than any work stands: what would not end must not be followed. */
const deepest = 40

export const openScan = (raw: Uint8Array): Scan => {
  let at = 0
  let more = 0

  const mustBe = (byte: number): void => {
    if (raw[at] !== byte) throw new Torn('json')
    at += 1
  }
  const must = (bytes: Uint8Array): void => {
    for (let nth = 0; nth < bytes.length; nth += 1) if (raw[at + nth] !== bytes[nth]) throw new Torn('json')
    at += bytes.length
  }
  const passString = (): void => {
    mustBe(quote)
    for (let here = at; ; here += 1) {
      const byte = raw[here]
      if (byte === quote) {
        at = here + 1
        return
      }
      if (byte === undefined || byte < 0x20) throw new Torn('json')
      if (byte === backslash) here += escapeAt(raw, here)
      else if (byte >= 0x80) {
        const further = furtherBytes(raw, here)
        here += further
        more += further === 3 ? 2 : further
      }
    }
  }
  const passValue = (deep = 0): void => {
    const byte = raw[at]
    if (deep > deepest) throw new Torn('json')
    if (byte === quote) passString()
    else if (byte === open) passMembers(deep + 1)
    else if (byte === opened) passItems(deep + 1)
    else if (byte === 0x74) must(words.yes)
    else if (byte === 0x66) must(words.no)
    else if (byte === 0x6e) must(words.none)
    else passNumber()
  }
  const passNumber = (): void => {
    if (raw[at] === 0x2d) at += 1
    if (raw[at] === 0x30) at += 1
    else digits()
    if (raw[at] === 0x2e) {
      at += 1
      digits()
    }
    if (raw[at] === 0x65 || raw[at] === 0x45) {
      at += 1
      if (raw[at] === 0x2b || raw[at] === 0x2d) at += 1
      digits()
    }
  }
  const digits = (): void => {
    const begun = at
    while (isDigit(raw[at])) at += 1
    if (at === begun) throw new Torn('json')
  }
  const passItems = (deep: number, each?: () => void): number => {
    let count = 0
    mustBe(opened)
    if (raw[at] !== closed)
      for (;;) {
        if (each) each()
        else passValue(deep)
        count += 1
        if (raw[at] !== comma) break
        at += 1
      }
    mustBe(closed)
    return count
  }
  const passMembers = (deep: number, each?: (name: number) => void): number => {
    let count = 0
    mustBe(open)
    if (raw[at] !== close)
      for (;;) {
        const name = at
        passString()
        mustBe(colon)
        if (each) each(name)
        else passValue(deep)
        count += 1
        if (raw[at] !== comma) break
        at += 1
      }
    mustBe(close)
    return count
  }
  return {
    at: () => at,
    more: () => more,
    goTo: (place) => {
      at = place
    },
    begin: (place) => {
      at = place
      more = 0
    },
    is: (byte) => raw[at] === byte,
    must,
    passString,
    passValue,
    passItems,
    passMembers,
  }
}

/** How many bytes of an escape follow its first. Nothing that could be written plainly is escaped: no name hides behind another. */
const escapeAt = (raw: Uint8Array, at: number): number => {
  if (raw[at + 1] !== 0x75) {
    if (!escapes.has(raw[at + 1])) throw new Torn('json')
    return 1
  }
  const [first = 0, second = 0, third = 0, fourth = 0] = raw.subarray(at + 2, at + 6)
  const isControl = first === 0x30 && second === 0x30 && (third === 0x30 || third === 0x31)
  const isHalf = (first === 0x64 || first === 0x44) && isHex(second) && second >= 0x38
  if (!(isControl || isHalf) || !isHex(third) || !isHex(fourth)) throw new Torn('json')
  return 5
}

/** How many bytes follow the first one of a sign beyond ASCII, in UTF-8. */
const furtherBytes = (raw: Uint8Array, at: number): number => {
  const [first = 0, second = 0] = [raw[at], raw[at + 1]]
  const count = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (count === 0 || second < least || second > most) throw new Torn('json')
  for (let nth = 2; nth <= count; nth += 1) if (((raw[at + nth] ?? 0) & 0xc0) !== 0x80) throw new Torn('json')
  return count
}

export const isDigit = (byte = 0): boolean => byte >= 0x30 && byte <= 0x39
const isHex = (byte = 0): boolean => isDigit(byte) || (byte >= 0x61 && byte <= 0x66) || (byte >= 0x41 && byte <= 0x46)
const escapes: ReadonlySet<number | undefined> = new Set(bytesOfAscii('"\\/bfnrt'))
