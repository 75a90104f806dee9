import type { SignedHead } from '../../../core/protocol/courier/head.ts'
import type { CarriedBox, CarriedPart } from '../../../core/protocol/courier/outbox-file.ts'
import { type BoxLine, type KeyLine, parse } from './line.ts'

/** What can be carried of a sealed journal by who cannot open it. */
export type Carriable = {
  readonly parts: readonly CarriedPart[]
  /** Unsettled work in them. */
  readonly operations: number
  /** Unsettled work that headquarters cannot open, for it was not met before the work was done: its own passphrase alone opens it. */
  readonly notSealed: number
  /** Lines that are damaged. */
  readonly damaged: number
}

/** Gathers what is unsettled from the files of a journal, each piece once, without any key. */
export const carriedParts = (files: readonly Uint8Array[]): Carriable => {
  const read = files.map(parse)
  const settled = new Map<string, number>()
  for (const { line } of read.flatMap(({ lines }) => lines))
    if (line.k === 'settled') for (const id of line.ids) settled.set(id, Math.max(line.at, settled.get(id) ?? 0))
  const seen = new Set<string>()
  const parts: CarriedPart[] = []
  const left = new Set<string>()
  for (const { lines } of read) {
    const boxes = new Map<string, CarriedBox>()
    let head: SignedHead | undefined
    for (const { line } of lines) {
      if (isKey(line) && line.sealed) head = line.sealed
      if (isWork(line) && (settled.get(line.id) ?? -1) < line.at)
        boxes.set(line.id, { index: line.n, id: line.id, box: line.box })
    }
    const unseen = [...boxes.values()].filter(({ id }) => !seen.has(id))
    if (head && unseen.length > 0) parts.push({ ...head, boxes: unseen })
    for (const { id } of unseen) (head ? seen : left).add(id)
  }
  return {
    parts,
    operations: seen.size,
    notSealed: [...left].filter((id) => !seen.has(id)).length,
    damaged: read.reduce((sum, { damaged }) => sum + damaged.length, 0),
  }
}

const isKey = (line: { readonly k: string }): line is KeyLine => line.k === 'key'
const isWork = (line: { readonly k: string }): line is BoxLine => line.k === 'box' && (line as BoxLine).holds === 'op'
