import { operationOf1 } from './message/operation-1.ts'
import { operationOf2 } from './message/operation-2.ts'
import type { Operation } from './operation.ts'

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

const opening = /^\{"hash":"([A-Za-z0-9_-]{43})",(?:"signature":"([A-Za-z0-9_-]{86})",)?"op":/

/** Takes a request's line apart without touching the text within; undefined where it is no such line. */
export const lineParts = (
  line: string,
): { readonly hash: string; readonly signature: string | undefined; readonly text: string } | undefined => {
  const found = opening.exec(line)
  if (!found?.[1] || !line.endsWith('}')) return undefined
  return { hash: found[1], signature: found[2], text: line.slice(found[0].length, -1) }
}
