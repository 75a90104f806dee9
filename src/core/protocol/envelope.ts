import type { OperationId } from '../domain/id.ts'
import { hashOf } from './hash.ts'
import { canonical, type Json } from './json.ts'
import { operationOf1 } from './message/operation-1.ts'
import { operationOf2 } from './message/operation-2.ts'
import type { Operation } from './operation.ts'

/**
 * An operation as it is kept and carried: the text that was made on the device, to the letter, and its hash. The same text
 * lies in the outbox, the journal, on the wire and in the server's log; nobody writes it anew, so whoever has it can check it.
 */
export type Envelope = {
  readonly id: OperationId
  readonly hash: string
  readonly text: string
  /** The device's signature over `hash`, on what a person signed. */
  readonly signature?: string | undefined
}

/** Seals an operation's text. Done once, where the work was done. */
export const envelopeOf = (operation: Operation, signature?: string): Envelope => {
  // Where an author saw nothing, nothing is said: most fields of an assessment are written once.
  const base = Object.fromEntries(Object.entries(operation.base).filter(([, seen]) => seen !== null))
  const text = canonical({ v: 2, ...operation, base } as unknown as Json)
  return { id: operation.id, hash: hashOf(text), text, ...(signature ? { signature } : {}) }
}

/** Reads the operation in a text, of whatever version; undefined where it is none. */
export const operationIn = (text: string): Operation | undefined => {
  try {
    return operationFrom(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Reads an operation by the decoder of its own version. One that names none was made by protocol 1. */
export const operationFrom = (input: unknown): Operation | undefined => {
  const version = typeof input === 'object' && input !== null && 'v' in input ? input.v : 1
  switch (version) {
    case 1:
      return operationOf1(input)
    case 2:
      return operationOf2(input)
    default:
      return undefined
  }
}

/** One line of a request. The text stands in it as it was made. */
export const lineOf = ({ hash, text, signature }: Omit<Envelope, 'id'>): string =>
  `{"hash":"${hash}",${signature ? `"signature":"${signature}",` : ''}"op":${text}}`

const opening = /^\{"hash":"([A-Za-z0-9_-]{43})",(?:"signature":"([A-Za-z0-9_-]{86})",)?"op":/

/** Takes a request's line apart without touching the text within; undefined where it is no such line. */
export const lineParts = (
  line: string,
): { readonly hash: string; readonly signature: string | undefined; readonly text: string } | undefined => {
  const found = opening.exec(line)
  if (!found?.[1] || !line.endsWith('}')) return undefined
  return { hash: found[1], signature: found[2], text: line.slice(found[0].length, -1) }
}
