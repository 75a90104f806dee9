import { err, ok, type Result } from '../../domain/result.ts'
import { hashOf } from '../hash.ts'
import { type CourierHead, courierVersion, readHead, type SignedHead } from './head.ts'
import { courierLimits } from './limits.ts'
import type { CourierProblem } from './problem.ts'

/** A box as it is carried: sealed text, and its place in the file that it was written to. */
export type CarriedBox = { readonly index: number; readonly id: string; readonly box: string }

/** Boxes of one file of a journal, with the head that headquarters opens them by. */
export type CarriedPart = SignedHead & { readonly boxes: readonly CarriedBox[] }

/** A part that was read, its head taken apart; its signature is not checked yet. */
export type FoundPart = CarriedPart & { readonly about: CourierHead }

/*
 * A sealed outbox: lines of JSON, each ended by a line feed, ASCII throughout. What it is; for each part its head and then its
 * boxes; at the end how many boxes and the SHA-256 of every byte before. The end tells a file that was cut from one that is
 * whole. It proves nothing: what proves is the head's signature and the seal of each box.
 */
const beginning = (version: number): string => `{"format":"palier-sealed-outbox","version":${version}}`
const beginningOf = /^\{"format":"palier-sealed-outbox","version":(\d{1,9})\}$/
const headOf = /^\{"head":("(?:[^"\\]|\\.)*"),"signature":"([A-Za-z0-9_-]{86})"\}$/
const boxOf = /^\{"n":(\d{1,12}),"id":"([A-Za-z0-9._:-]{1,120})","box":"([A-Za-z0-9_-]+)"\}$/
const endOf = /^\{"end":\{"count":(\d{1,9}),"hash":"([A-Za-z0-9_-]{43})"\}\}$/

export const writeOutboxFile = (parts: readonly CarriedPart[]): string => {
  const lines = parts.flatMap(({ head, signature, boxes }) => [headLine({ head, signature }), ...boxes.map(boxLine)])
  const text = [beginning(courierVersion), ...lines].map((line) => `${line}\n`).join('')
  const count = parts.reduce((sum, { boxes }) => sum + boxes.length, 0)
  return `${text}{"end":{"count":${count},"hash":"${hashOf(text)}"}}\n`
}

export const headLine = ({ head, signature }: SignedHead): string => `{"head":${JSON.stringify(head)},"signature":"${signature}"}`

export const boxLine = ({ index, id, box }: CarriedBox): string => `{"n":${index},"id":"${id}","box":"${box}"}`

/** Reads a whole file or nothing of it. Opens no box and checks no signature: whoever carries it can do neither. */
export const readOutboxFile = (text: string, most: number = courierLimits.file): Result<readonly FoundPart[], CourierProblem> => {
  if (text.length > most) return err({ problem: 'too-large' })
  const [first = '', ...lines] = text.split('\n')
  const version = beginningOf.exec(first)?.[1]
  if (version === undefined) return err({ problem: isBegun(text) ? 'cut' : 'not-ours' })
  if (Number(version) > courierVersion) return err({ problem: 'newer-version' })
  const end = endOf.exec(lines.at(-2) ?? '')
  if (lines.pop() !== '' || !end) return err({ problem: 'cut' })
  lines.pop()
  const found = partsIn(lines)
  if (!found.ok) return found
  const count = found.value.reduce((sum, { boxes }) => sum + boxes.length, 0)
  const before = text.slice(0, text.length - end[0].length - 1)
  const isWhole = Number(end[1]) === count && end[2] === hashOf(before)
  return isWhole ? found : err({ problem: 'tampered' })
}

/** A file that ends within its first line. */
const isBegun = (text: string): boolean => text !== '' && !text.includes('\n') && beginning(courierVersion).startsWith(text)

const partsIn = (lines: readonly string[]): Result<readonly FoundPart[], CourierProblem> => {
  const parts: (Omit<FoundPart, 'boxes'> & { readonly boxes: CarriedBox[] })[] = []
  let boxes = 0
  for (const line of lines) {
    const box = boxOf.exec(line)
    const part = parts.at(-1)
    if (box && part) {
      const [, index = '', id = '', sealed = ''] = box
      boxes += 1
      if (sealed.length > courierLimits.box || boxes > courierLimits.boxes) return err({ problem: 'too-large' })
      part.boxes.push({ index: Number(index), id, box: sealed })
      continue
    }
    const read = signedHeadIn(line)
    if (!read.ok) return read
    if (parts.length >= courierLimits.parts) return err({ problem: 'too-large' })
    parts.push({ ...read.value, boxes: [] })
  }
  return ok(parts)
}

const signedHeadIn = (line: string): Result<SignedHead & { readonly about: CourierHead }, CourierProblem> => {
  if (line.length > 2 * courierLimits.head) return err({ problem: 'too-large' })
  const [, quoted, signature] = headOf.exec(line) ?? []
  const head = quoted === undefined ? undefined : textIn(quoted)
  if (head === undefined || signature === undefined) return err({ problem: 'tampered' })
  const about = readHead(head)
  return about.ok ? ok({ head, signature, about: about.value }) : about
}

const textIn = (quoted: string): string | undefined => {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return undefined
  }
}
