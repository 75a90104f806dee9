import type { EntityKind } from '../operation.ts'

/** What a row is found by and where its text stands in a segment: seen without making a row of it. */
export type Glance = {
  readonly stream: string
  readonly seq: number
  readonly kind: EntityKind
  readonly id: string
  readonly home: string
  readonly rev: number
  readonly shell?: true | undefined
  readonly scope: string
  /** Bytes from the first of the row’s text to the one after its last. */
  readonly start: number
  readonly end: number
  /** How long that text is, as text. */
  readonly length: number
}

/** Kinds of which there are many. What the others say makes streams and scopes known, and has to be read. */
const kinds: ReadonlySet<string> = new Set<EntityKind>(['person', 'post', 'assignment', 'assessment', 'acknowledgement'])

const [quote, backslash, comma, colon, open, close, opened, closed] = [0x22, 0x5c, 0x2c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d]

/** Thrown where a line is not as an ordinary one is written; caught in this file. */
class Other extends Error {}

const asciiOf = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const words = {
  line: asciiOf('{"line":"put","stream":'),
  seq: asciiOf(',"seq":'),
  row: asciiOf(',"row":'),
  yes: asciiOf('true'),
  no: asciiOf('false'),
  none: asciiOf('null'),
  every: asciiOf('"*"'),
  empty: asciiOf('[]'),
}
const nameOf = (name: string): Uint8Array => asciiOf(`"${name}":`)
const names = {
  kind: nameOf('kind'),
  id: nameOf('id'),
  stream: nameOf('stream'),
  rev: nameOf('rev'),
  shell: nameOf('shell'),
  fields: nameOf('fields'),
  campaign: nameOf('campaign'),
  writers: nameOf('writers'),
  conflicts: nameOf('conflicts'),
  versions: nameOf('versions'),
  compact: nameOf('compact'),
  operation: nameOf('operation'),
  author: nameOf('author'),
  wall: nameOf('wall'),
  follows: nameOf('follows'),
}

/**
 * Looks at the lines of a segment one after the other. A line that is as the server writes an ordinary row (nothing in conflict on it,
 * one signed version at most, not empty) is told at a glance: ten thousand signed assessments are 25 MB of text, and a device has to
 * read them only when somebody asks for one. Undefined for any other line, which has to be read.
 */
export const openGlances = (raw: Uint8Array): ((from: number, end: number) => Glance | undefined) => {
  let at = 0
  /** Bytes that make no sign of the text of their own. */
  let more = 0

  const must = (byte: number): void => {
    if (raw[at] !== byte) throw new Other()
    at += 1
  }
  const mustBe = (bytes: Uint8Array): void => {
    for (let nth = 0; nth < bytes.length; nth += 1) if (raw[at + nth] !== bytes[nth]) throw new Other()
    at += bytes.length
  }
  const passString = (): void => {
    must(quote)
    for (let here = at; ; here += 1) {
      const byte = raw[here]
      if (byte === quote) {
        at = here + 1
        return
      }
      if (byte === undefined || byte < 0x20) throw new Other()
      if (byte === backslash) {
        here += 1
        if (raw[here] === 0x75) {
          if (![1, 2, 3, 4].every((nth) => isHex(raw[here + nth]))) throw new Other()
          here += 4
        } else if (!escapes.has(raw[here])) throw new Other()
      } else if (byte >= 0x80) {
        const further = furtherBytes(raw, here)
        here += further
        more += further === 3 ? 2 : further
      }
    }
  }
  const passValue = (deep = 0): void => {
    const byte = raw[at]
    if (deep > deepest) throw new Other()
    if (byte === quote) passString()
    else if (byte === open) passMembers(deep + 1)
    else if (byte === opened) passItems(deep + 1)
    else if (byte === 0x74) mustBe(words.yes)
    else if (byte === 0x66) mustBe(words.no)
    else if (byte === 0x6e) mustBe(words.none)
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
    if (at === begun) throw new Other()
  }
  /** What stands in a list, one after the other, which `each` passes by. Answers with how many there are. */
  const passItems = (deep: number, each?: () => void): number => {
    let count = 0
    must(opened)
    if (raw[at] !== closed)
      for (;;) {
        if (each) each()
        else passValue(deep)
        count += 1
        if (raw[at] !== comma) break
        at += 1
      }
    must(closed)
    return count
  }
  /** What stands between braces: each name with its value, which `each` reads, or passes by, from the place of the name. */
  const passMembers = (deep: number, each?: (name: number) => void): number => {
    let count = 0
    must(open)
    if (raw[at] !== close)
      for (;;) {
        const name = at
        passString()
        must(colon)
        if (each) each(name)
        else passValue(deep)
        count += 1
        if (raw[at] !== comma) break
        at += 1
      }
    must(close)
    return count
  }
  /** A short text without anything that is written otherwise than it reads; mostly it is the same as in the line before. */
  const plain = (before: string): string => {
    must(quote)
    const begun = at
    let isSame = true
    for (let byte = raw[at]; isPlain(byte); byte = raw[at]) {
      if (before.charCodeAt(at - begun) !== byte) isSame = false
      at += 1
    }
    const text = isSame && at - begun === before.length ? before : String.fromCharCode(...raw.subarray(begun, at))
    must(quote)
    return text
  }
  const number = (): number => {
    let value = 0
    const begun = at
    for (let digit = (raw[at] ?? 0) - 0x30; digit >= 0 && digit <= 9; digit = (raw[at] ?? 0) - 0x30) {
      value = value * 10 + digit
      at += 1
    }
    if (at === begun || at > begun + 15) throw new Other()
    return value
  }
  const isNamed = (place: number, name: Uint8Array): boolean => {
    for (let nth = 1; nth < name.length; nth += 1) if (raw[place + nth] !== name[nth]) return false
    return true
  }
  const passId = (): void => {
    must(quote)
    const begun = at
    while (isPlain(raw[at])) at += 1
    if (at === begun || at - begun > longest) throw new Other()
    must(quote)
  }
  /** An operation, with the names of the fields that it wrote, or a sign for all of them. */
  const writer = (name: number): void => {
    const value = at
    at = name
    passId()
    at = value
    if (raw[at] === quote) mustBe(words.every)
    else passItems(3, passString)
  }
  /** A signed version whose content is the fields as they are: only then it has no more parts than these, each once. */
  const version = (): void => {
    parts = 0
    passMembers(3, part)
    if (parts !== 0b1111) throw new Other()
  }
  const part = (name: number): void => {
    let which = 0
    if (isNamed(name, names.operation)) {
      which = 0b1
      passId()
    } else if (isNamed(name, names.author)) {
      which = 0b10
      if (raw[at] === 0x6e) mustBe(words.none)
      else passId()
    } else if (isNamed(name, names.wall)) {
      which = 0b100
      const begun = at
      passString()
      if (at - begun > 42) throw new Other()
    } else if (isNamed(name, names.follows)) {
      which = 0b1000
      passItems(4, passId)
    }
    if (which === 0 || (parts & which) !== 0) throw new Other()
    parts |= which
  }

  let [kind, id, home, stream, scope] = ['', '', '', '', '']
  let [rev, fields, known, parts] = [0, 0, 0, 0]
  let [shell, hasScope] = [false, false]
  /** Where the names of the row stand. */
  const found: number[] = []
  const field = (name: number): void => {
    if (isNamed(name, names.campaign) && raw[at] === quote) {
      scope = plain(scope)
      hasScope = true
    } else passValue()
  }
  const property = (name: number): void => {
    const before = known
    known += 1
    if (isNamed(name, names.kind)) kind = plain(kind)
    else if (isNamed(name, names.id)) id = plain(id)
    else if (isNamed(name, names.stream)) home = plain(home)
    else if (isNamed(name, names.rev)) rev = number()
    else if (isNamed(name, names.fields)) {
      hasScope = false
      fields = passMembers(2, field)
      if (!hasScope) scope = ''
    } else if (isNamed(name, names.writers)) passMembers(2, writer)
    else if (isNamed(name, names.conflicts)) mustBe(words.empty)
    else if (isNamed(name, names.versions)) {
      if (passItems(2, version) > 1) throw new Other()
    } else if (isNamed(name, names.compact)) mustBe(words.yes)
    else if (isNamed(name, names.shell)) {
      mustBe(words.yes)
      shell = true
    } else throw new Other()
    once(name, before)
  }
  const once = (name: number, count: number): void => {
    for (let nth = 0; nth < count; nth += 1) if (isSameName(found[nth] ?? 0, name)) throw new Other()
    found[count] = name
  }
  const isSameName = (one: number, other: number): boolean => {
    for (let nth = 1; ; nth += 1) {
      if (raw[one + nth] !== raw[other + nth]) return false
      if (raw[one + nth] === quote) return true
    }
  }

  return (from, end) => {
    at = from
    more = 0
    fields = 0
    shell = false
    known = 0
    try {
      mustBe(words.line)
      stream = plain(stream)
      mustBe(words.seq)
      const seq = number()
      mustBe(words.row)
      const start = at
      passMembers(1, property)
      const stop = at
      must(close)
      const isWhole = at === end && known === (shell ? 10 : 9) && fields > 0
      if (!isWhole || !kinds.has(kind) || ![id, home, stream].every(isLong)) return undefined
      const length = stop - start - more
      const seen = { stream, seq, kind: kind as EntityKind, id, home, rev, scope, start, end: stop, length }
      return shell ? { ...seen, shell: true } : seen
    } catch (problem) {
      if (problem instanceof Other) return undefined
      throw problem
    }
  }
}

/** How many bytes follow the first one of a sign beyond ASCII, in UTF-8. */
const furtherBytes = (raw: Uint8Array, at: number): number => {
  const [first = 0, second = 0] = [raw[at], raw[at + 1]]
  const count = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (count === 0 || second < least || second > most) throw new Other()
  for (let nth = 2; nth <= count; nth += 1) if (((raw[at + nth] ?? 0) & 0xc0) !== 0x80) throw new Other()
  return count
}

/** Signs of an id. */
const longest = 120
const isLong = ({ length }: string): boolean => length > 0 && length <= longest

/** Deeper than any work stands: what would not end must not be followed. */
const deepest = 40

const isDigit = (byte = 0): boolean => byte >= 0x30 && byte <= 0x39
const isHex = (byte = 0): boolean => isDigit(byte) || (byte >= 0x61 && byte <= 0x66) || (byte >= 0x41 && byte <= 0x46)
const escapes: ReadonlySet<number | undefined> = new Set(asciiOf('"\\/bfnrt'))

/** Letters, digits and the signs of an id. */
const isPlain = (byte = 0): boolean =>
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x30 && byte <= 0x3a) ||
  byte === 0x2d ||
  byte === 0x2e ||
  byte === 0x5f
