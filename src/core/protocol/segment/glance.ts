import type { EntityKind } from '../operation.ts'
import { Torn } from './bytes.ts'
import { bytesOfAscii, isDigit, openScan, signs } from './scan.ts'

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

const words = {
  line: bytesOfAscii('{"line":"put","stream":'),
  seq: bytesOfAscii(',"seq":'),
  row: bytesOfAscii(',"row":'),
  yes: bytesOfAscii('true'),
  none: bytesOfAscii('null'),
  quote: bytesOfAscii('"'),
  close: bytesOfAscii('}'),
  every: bytesOfAscii('"*"'),
  empty: bytesOfAscii('[]'),
}
const nameOf = (name: string): Uint8Array => bytesOfAscii(`"${name}":`)
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
  const { at, more, goTo, begin, is, must, passString, passValue, passItems, passMembers } = openScan(raw)

  /** A short text without anything that is written otherwise than it reads; mostly it is the same as in the line before. */
  const plain = (before: string): string => {
    must(words.quote)
    const begun = at()
    let here = begun
    let isSame = true
    for (let byte = raw[here]; isPlain(byte); byte = raw[here]) {
      if (before.charCodeAt(here - begun) !== byte) isSame = false
      here += 1
    }
    goTo(here)
    must(words.quote)
    return isSame && here - begun === before.length ? before : String.fromCharCode(...raw.subarray(begun, here))
  }
  const number = (): number => {
    let value = 0
    const begun = at()
    let here = begun
    while (isDigit(raw[here])) {
      value = value * 10 + (raw[here] ?? 0) - 0x30
      here += 1
    }
    if (here === begun || here > begun + 15) throw new Torn('line')
    goTo(here)
    return value
  }
  const isNamed = (place: number, name: Uint8Array): boolean => {
    for (let nth = 1; nth < name.length; nth += 1) if (raw[place + nth] !== name[nth]) return false
    return true
  }
  const passId = (): void => {
    must(words.quote)
    const begun = at()
    let here = begun
    while (isPlain(raw[here])) here += 1
    if (here === begun || here - begun > longest) throw new Torn('line')
    goTo(here)
    must(words.quote)
  }
  /** An operation, with the names of the fields that it wrote, or a sign for all of them. */
  const writer = (name: number): void => {
    const value = at()
    goTo(name)
    passId()
    goTo(value)
    if (is(signs.quote)) must(words.every)
    else passItems(3, passString)
  }
  /** A signed version whose content is the fields as they are: only then it has no more parts than these, each once. */
  const version = (): void => {
    parts = 0
    passMembers(3, part)
    if (parts !== 0b1111) throw new Torn('line')
  }
  const part = (name: number): void => {
    if (isNamed(name, names.operation)) {
      parts = withOnce(parts, 0b1)
      passId()
    } else if (isNamed(name, names.author)) {
      parts = withOnce(parts, 0b10)
      if (is(signs.quote)) passId()
      else must(words.none)
    } else if (isNamed(name, names.wall)) {
      parts = withOnce(parts, 0b100)
      const begun = at()
      passString()
      if (at() - begun > 42) throw new Torn('line')
    } else if (isNamed(name, names.follows)) {
      parts = withOnce(parts, 0b1000)
      passItems(4, passId)
    } else throw new Torn('line')
  }

  let [kind, id, home, stream, scope] = ['', '', '', '', '']
  let [rev, fields, known, parts] = [0, 0, 0, 0]
  let hasScope = false
  const field = (name: number): void => {
    if (isNamed(name, names.campaign) && is(signs.quote)) {
      scope = plain(scope)
      hasScope = true
    } else passValue()
  }
  const property = (name: number): void => {
    const which = properties.findIndex((one) => isNamed(name, names[one]))
    if (which < 0) throw new Torn('line')
    known = withOnce(known, 1 << which)
    read[properties[which] as Property]()
  }
  const read: { readonly [name in Property]: () => void } = {
    kind: () => {
      kind = plain(kind)
    },
    id: () => {
      id = plain(id)
    },
    stream: () => {
      home = plain(home)
    },
    rev: () => {
      rev = number()
    },
    fields: () => {
      hasScope = false
      fields = passMembers(2, field)
      if (!hasScope) scope = ''
    },
    conflicts: () => must(words.empty),
    writers: () => void passMembers(2, writer),
    versions: () => {
      if (passItems(2, version) > 1) throw new Torn('line')
    },
    compact: () => must(words.yes),
    shell: () => must(words.yes),
  }

  return (from, end) => {
    begin(from)
    fields = 0
    known = 0
    try {
      must(words.line)
      stream = plain(stream)
      must(words.seq)
      const seq = number()
      must(words.row)
      const start = at()
      passMembers(1, property)
      const stop = at()
      must(words.close)
      const shell = (known & shellBit) !== 0
      const isWhole = at() === end && (known | shellBit) === allBits && fields > 0
      if (!isWhole || !kinds.has(kind) || ![id, home, stream].every(isLong)) return undefined
      const length = stop - start - more()
      const seen = { stream, seq, kind: kind as EntityKind, id, home, rev, scope, start, end: stop, length }
      return shell ? { ...seen, shell: true } : seen
    } catch (problem) {
      if (problem instanceof Torn) return undefined
      throw problem
    }
  }
}

type Property = 'kind' | 'id' | 'stream' | 'rev' | 'fields' | 'conflicts' | 'writers' | 'versions' | 'compact' | 'shell'

/** What a row has, in the order in which it mostly comes: the last one not always. */
const properties: readonly Property[] = [
  'kind',
  'id',
  'stream',
  'rev',
  'fields',
  'conflicts',
  'writers',
  'versions',
  'compact',
  'shell',
]
const shellBit = 1 << (properties.length - 1)
const allBits = (1 << properties.length) - 1

/** Each name comes once. */
const withOnce = (seen: number, which: number): number => {
  if ((seen & which) !== 0) throw new Torn('line')
  return seen | which
}

/** Signs of an id. */
const longest = 120
const isLong = ({ length }: string): boolean => length > 0 && length <= longest

/** Letters, digits and the signs of an id. */
const isPlain = (byte = 0): boolean =>
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x30 && byte <= 0x3a) ||
  byte === 0x2d ||
  byte === 0x2e ||
  byte === 0x5f
