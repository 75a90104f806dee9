import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { unzipSync, zipSync } from 'fflate'
import type { Chance } from './random.ts'
import { staffRows, windowsCsv, workbook } from './staff-file.ts'

/** A file that somebody might choose to import, and what was done to it. */
export type MutatedFile = { readonly kind: 'pack' | 'list' | 'workbook'; readonly what: string; readonly bytes: Uint8Array }

const packText = readFileSync(new URL('../../public/packs/douanes-aoc-1.0.0.json', import.meta.url), 'utf8')

/** What is found in files that mean harm, and in those that broken programs write. */
const odd: readonly string[] = [
  ...['', '\0', '\u202e', '\ud800', '=1+1', '@SUM(A1)', '-2+3', '\t=1', '";;"', '\r\n\r\n', '[object Object]', '__proto__'],
  ...['constructor', '1e999', '-0', '9007199254740993', 'NaN', '<b>x</b>', '&lt;', '{{name}}', '$&', '../../etc/passwd'],
  ...['x'.repeat(5000), 'é'.repeat(300), '٣', '２', '🙂'.repeat(50)],
]
const oddValues: readonly unknown[] = [null, true, -1, 1.5, 1e308, [], {}, [[]], ...odd]

type Mutation<Part> = (part: Part, chance: Chance) => Part

const bytesWrong: { readonly [what: string]: Mutation<Uint8Array> } = {
  'nothing wrong': (bytes) => bytes,
  'cut anywhere': (bytes, chance) => bytes.slice(0, chance.below(bytes.length)),
  'bits turned over': (bytes, chance) => {
    const changed = bytes.slice()
    for (let flips = 1 + chance.below(8); flips > 0; flips -= 1) {
      const at = chance.below(changed.length)
      changed[at] = (changed[at] ?? 0) ^ (1 << chance.below(8))
    }
    return changed
  },
  'a part twice': (bytes, chance) => {
    const at = chance.below(bytes.length)
    const end = Math.min(bytes.length, at + chance.below(4000))
    return Uint8Array.from([...bytes.slice(0, end), ...bytes.slice(at)])
  },
  'random bytes within': (bytes, chance) => {
    const at = chance.below(bytes.length)
    const noise = Array.from({ length: 1 + chance.below(60) }, () => chance.below(256))
    return Uint8Array.from([...bytes.slice(0, at), ...noise, ...bytes.slice(at)])
  },
  'packed once more': (bytes) => new Uint8Array(gzipSync(bytes)),
  'in UTF-16': (bytes) => Buffer.from(`\ufeff${Buffer.from(bytes).toString('latin1').slice(0, 200_000)}`, 'utf16le'),
}

/** Puts odd values into places of a pack, takes some out, and names some anew. */
const packWrong: Mutation<Uint8Array> = (_bytes, chance) => {
  const pack = JSON.parse(packText) as object
  for (let times = 1 + chance.below(4); times > 0; times -= 1) spoil(pack, chance)
  return Buffer.from(JSON.stringify(pack))
}

const spoil = (pack: object, chance: Chance): void => {
  let place: Record<string, unknown> = pack as never
  for (;;) {
    const keys = Object.keys(place)
    if (keys.length === 0) return
    const key = chance.pick(keys)
    const inner = place[key]
    if (inner !== null && typeof inner === 'object' && chance.chance(0.8)) {
      place = inner as never
      continue
    }
    const deed = chance.below(4)
    if (deed === 0 && !Array.isArray(place)) delete place[key]
    else if (deed === 1 && !Array.isArray(place)) place[chance.pick(odd)] = chance.pick(oddValues)
    else place[key] = chance.pick(oddValues)
    return
  }
}

const packDeep: Mutation<Uint8Array> = (_bytes, chance) => {
  const levels = chance.pick([60, 5_000, 100_000])
  return Buffer.from(
    packText.replace('"formatVersion": 1', `"formatVersion": 1, "deep": ${'['.repeat(levels)}${']'.repeat(levels)}`),
  )
}

/** The rows of the staff list, with odd words in some cells, rows too short, and rows over and over. */
const oddRows = (chance: Chance): readonly (readonly string[])[] => {
  const cell = (text: string): string => (chance.chance(0.05) ? chance.pick(odd) : text)
  const rows = staffRows.map((row) => row.map(cell))
  for (const row of rows) if (chance.chance(0.1)) row.length = chance.below(row.length)
  for (let more = chance.below(3) * 400; more > 0; more -= 1) rows.push(chance.pick(rows))
  return rows
}

/** One part of the archive spoilt, and the archive whole. */
const partWrong: Mutation<Uint8Array> = (bytes, chance) => {
  const parts = unzipSync(bytes)
  const name = chance.pick(Object.keys(parts))
  const what = chance.pick(['cut anywhere', 'bits turned over', 'a part twice', 'random bytes within'])
  parts[name] = new Uint8Array(bytesWrong[what]?.(parts[name] ?? new Uint8Array([0]), chance) ?? [])
  return zipSync(parts)
}

const kinds = ['pack', 'list', 'workbook'] as const

/** One file by its kind and what happened to it. */
export const mutatedFile = (chance: Chance): MutatedFile => {
  const kind = chance.pick(kinds)
  const own = { pack: { 'odd values': packWrong, 'far too deep': packDeep }, list: {}, workbook: { 'a part spoilt': partWrong } }[
    kind
  ]
  const wrong: { readonly [what: string]: Mutation<Uint8Array> } = { ...bytesWrong, ...own }
  const what = chance.pick(Object.keys(wrong))
  const sound = soundFile(kind, chance)
  return { kind, what, bytes: wrong[what]?.(sound, chance) ?? sound }
}

const soundFile = (kind: MutatedFile['kind'], chance: Chance): Uint8Array => {
  if (kind === 'pack') return Buffer.from(packText)
  const rows = chance.chance(0.3) ? staffRows : oddRows(chance)
  // A workbook is XML: what XML cannot hold is no text of a cell, and would only ever be the same broken file.
  return kind === 'list'
    ? windowsCsv(rows)
    : workbook(rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}|\p{Cs}|[<&]/gu, ''))))
}
