import { columnState, type ReportColumns } from '../../domain/report-columns.ts'
import { type Reader, Torn, type Writer } from './bytes.ts'

/* The single columns of a file, each the way it compresses best. */

/** A number that a file claims, refused where it is more than can be. */
export const bounded = (value: number, highest: number): number => {
  if (value > highest) throw new Torn('count')
  return value
}

/** Columns are sorted, so a place stands for many officers in a row. */
export const writeRuns = (writer: Writer, column: Uint16Array): void => {
  for (let from = 0; from < column.length; ) {
    let to = from
    while (to < column.length && column[to] === column[from]) to += 1
    writer.number(column[from] ?? 0)
    writer.number(to - from)
    from = to
  }
}

export const readRuns = (reader: Reader, count: number, places: number): Uint16Array => {
  const column = new Uint16Array(count)
  for (let from = 0; from < count; ) {
    const place = reader.number()
    const length = reader.number()
    if (place >= places || length === 0 || length > count - from) throw new Torn('run')
    column.fill(place, from, from + length)
    from += length
  }
  return column
}

const isSigned = (state: number | undefined): boolean => state === columnState.signed

export const writeDays = (writer: Writer, { state, day }: ReportColumns): void => {
  const signed = [...day].filter((_, at) => isSigned(state[at]))
  const first = signed.reduce((least, one) => Math.min(least, one), 65_535)
  writer.number(first)
  for (const one of signed) writer.number(one - first)
}

export const readDays = (reader: Reader, state: Uint8Array): Uint16Array => {
  const first = reader.number()
  return Uint16Array.from(state, (one) => (isSigned(one) ? bounded(first + reader.number(), 65_535) : 0))
}

export const writePeople = (writer: Writer, people: ReportColumns['people']): void =>
  writer.text(people.map(({ familyName, givenName }) => `${oneLine(familyName)}\t${oneLine(givenName)}\n`).join(''))

const oneLine = (words: string): string => words.replace(/[\t\n]/g, ' ')

export const readPeople = (reader: Reader, officers: number): ReportColumns['people'] => {
  const lines = reader.text().split('\n')
  if (lines.length !== officers + 1) throw new Torn('people')
  return lines.slice(0, -1).map((line) => {
    const [familyName = '', givenName = ''] = line.split('\t')
    return { familyName, givenName }
  })
}

/** Random ids as the bytes that their digits stand for, others as text after a 0. */
export const writeNames = (writer: Writer, names: readonly string[]): void => {
  const length = names[0]?.length ?? 0
  const isHex = length % 2 === 0 && names.every((name) => name.length === length && /^[0-9a-f]+$/.test(name))
  writer.byte(isHex ? length / 2 : 0)
  if (!isHex) writer.text(names.join('\n'))
  else for (const name of names) for (let at = 0; at < length; at += 2) writer.byte(Number.parseInt(name.slice(at, at + 2), 16))
}

export const readNames = (reader: Reader, officers: number): readonly string[] => {
  const length = reader.byte()
  if (length > 16) throw new Torn('names')
  if (length > 0) return Array.from({ length: officers }, () => hexOf(reader.take(length)))
  const names = reader.text().split('\n')
  if (names.length !== Math.max(1, officers) || (officers > 0 && !names.every((name) => /^[A-Za-z0-9._:-]{1,120}$/.test(name))))
    throw new Torn('names')
  return names.slice(0, officers)
}

const hexOf = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
