import type { OperationId } from '../domain/id.ts'
import { hashOf } from './hash.ts'
import { canonical, type Json } from './json.ts'
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

/** One line of a request. The text stands in it as it was made. */
export const lineOf = ({ hash, text, signature }: Omit<Envelope, 'id'>): string =>
  `{"hash":"${hash}",${signature ? `"signature":"${signature}",` : ''}"op":${text}}`
