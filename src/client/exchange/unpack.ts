import { Unzip, UnzipInflate, unzipSync } from 'fflate'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { type TableProblem, tableLimits, tableProblem } from '../../core/exchange/table.ts'

export type Parts = { readonly [name: string]: Uint8Array }

/** So small that what one slice unpacks to, a thousand times as much at most, can stand in memory. */
const sliceLength = 32 * 1024

/**
 * The named entries of an archive, those that are there. What an archive says of its sizes may be a lie, so
 * what really comes out is counted, and a bomb is refused where the limit is passed.
 */
export const unpack = (bytes: Uint8Array, names: ReadonlySet<string>): Result<Parts, TableProblem> => {
  const pieces: { [name: string]: Uint8Array[] } = {}
  let left: number = tableLimits.unpacked
  let isBroken = !isWhole(bytes)
  const unzip = new Unzip((entry) => {
    const name = plainName(entry.name)
    if (!names.has(name)) return
    const own: Uint8Array[] = []
    pieces[name] = own
    entry.ondata = (problem, piece) => {
      isBroken ||= problem !== null
      left -= piece?.length ?? 0
      if (piece) own.push(piece)
    }
    entry.start()
  })
  unzip.register(UnzipInflate)
  for (let at = 0; at < bytes.length && !isBroken; at += sliceLength) {
    try {
      unzip.push(bytes.subarray(at, at + sliceLength), at + sliceLength >= bytes.length)
    } catch {
      isBroken = true
    }
    if (left < 0) return err(tableProblem('file-unpacks-too-large', { megabytes: tableLimits.unpacked / 1024 / 1024 }))
  }
  if (isBroken) return err(tableProblem('xlsx-unreadable'))
  return ok(Object.fromEntries(Object.entries(pieces).map(([name, own]) => [name, joined(own)])))
}

/** Some programs write the names as Windows does. */
const plainName = (name: string): string => name.replaceAll('\\', '/')

/** Whether the archive's directory stands at its end: where it does not, the file was cut. */
const isWhole = (bytes: Uint8Array): boolean => {
  try {
    unzipSync(bytes, { filter: () => false })
    return true
  } catch {
    return false
  }
}

const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
