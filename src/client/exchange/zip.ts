import { Inflate } from 'fflate'
import { decodeUtf8 } from '../../core/exchange/decode-text.ts'
import { type TableProblem, tableLimits, tableProblem } from '../../core/exchange/table.ts'

export type ZipEntry = {
  readonly method: number
  readonly packed: number
  /** What the archive claims; a bomb may lie, so what really comes out is counted too. */
  readonly unpacked: number
  readonly isEncrypted: boolean
  readonly header: number
}

/** Bytes that may still come out of an archive, over all its entries. */
export type Budget = { left: number }

const mostEntries = 5000
const sliceLength = 8 * 1024

/** The entries of an archive by lower-case name with forward slashes; undefined when it has no sound directory. */
export const openZip = (bytes: Uint8Array): ReadonlyMap<string, ZipEntry> | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  const entries = new Map<string, ZipEntry>()
  let at = view.getUint32(end + 16, true)
  if (count > mostEntries) return undefined
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const name = decodeUtf8(bytes.subarray(at + 46, at + 46 + nameLength)) ?? ''
    entries.set(name.replaceAll('\\', '/').toLowerCase(), {
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The end record stands last, before a comment of at most 65,535 bytes. */
const endRecord = (view: DataView): number | undefined => {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at -= 1) if (view.getUint32(at, true) === 0x06054b50) return at
  return undefined
}

/**
 * Unpacks one entry piece by piece into `take`, which may answer false to have enough. A piece is some megabytes at most
 * and nothing is gathered here, so that a bomb is refused where the budget ends, without ever standing in memory.
 */
export const unpack = (
  bytes: Uint8Array,
  entry: ZipEntry,
  budget: Budget,
  take: (piece: Uint8Array) => boolean,
): TableProblem | undefined => {
  const data = packedData(bytes, entry)
  if (!data || entry.isEncrypted || (entry.method !== 0 && entry.method !== 8)) return tableProblem('xlsx-unreadable')
  const tooLarge = tableProblem('file-unpacks-too-large', { megabytes: tableLimits.unpacked / 1024 / 1024 })
  if (entry.unpacked > budget.left) return tooLarge
  let wants = true
  const pass = (piece: Uint8Array): void => {
    budget.left -= piece.length
    if (wants && budget.left >= 0) wants = take(piece)
  }
  if (entry.method === 0) {
    pass(data)
    return budget.left < 0 ? tooLarge : undefined
  }
  const inflate = new Inflate(pass)
  for (let at = 0; at < data.length && wants; at += sliceLength) {
    try {
      inflate.push(data.subarray(at, at + sliceLength), at + sliceLength >= data.length)
    } catch {
      return tableProblem('xlsx-unreadable')
    }
    if (budget.left < 0) return tooLarge
  }
  return undefined
}

const packedData = (bytes: Uint8Array, { header, packed }: ZipEntry): Uint8Array | undefined => {
  if (header + 30 > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + header, 30)
  if (view.getUint32(0, true) !== 0x04034b50) return undefined
  const start = header + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  return start + packed > bytes.length ? undefined : bytes.subarray(start, start + packed)
}
