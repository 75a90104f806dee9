import type { Cursors } from './cursor.ts'
import { type Envelope, lineOf } from './envelope.ts'
import { hashOf } from './hash.ts'
import { limits } from './limits.ts'
import { requestEndSchema } from './message/request-end.ts'
import { requestHeadSchema } from './message/request-head.ts'
import { requestHead2Schema } from './message/request-head-2.ts'

/** How a device is, for whoever looks after it. */
export type Report = {
  readonly unsent: number
  readonly storage: 'persisted' | 'best-effort' | 'unknown'
  readonly offset: number | null
}

/** Who asks, and for what. */
export type RequestHead = {
  readonly protocol: 2 | 3
  readonly app: string
  readonly device: string
  readonly incarnation: readonly [string | null, string]
  readonly epoch: string | null
  readonly nonce: string
  readonly witness?: Cursors | undefined
  readonly cursors: Cursors
  /** Absent in protocol 2. */
  readonly report?: Report | undefined
}

/** A request's body: the head, a line for each operation, and the end that says how many they were and what they hash to. */
export const requestBody = (head: RequestHead, operations: readonly Envelope[]): string => {
  const start = requestStart(head, operations)
  return `${start}${requestEnd(operations.length, hashOf(start))}`
}

/** All of a body but its end, which tells the hash of this: a device has it made while it does something else. */
export const requestStart = (head: RequestHead, operations: readonly Envelope[]): string =>
  `${[JSON.stringify(head), ...operations.map(lineOf)].join('\n')}\n`

export const requestEnd = (count: number, hash: string): string => `${JSON.stringify({ count, hash })}\n`

/** A request as it came: its head, and the lines of its operations untouched. They are read one by one, so that a bad one blocks none. */
export type Request = { readonly head: RequestHead; readonly lines: readonly string[] }

export type RequestProblem = 'unreadable' | 'upgrade-required' | 'too-large'

type Read = { readonly ok: true; readonly value: Request } | { readonly ok: false; readonly problem: RequestProblem }

/**
 * Takes a body apart. A body whose end is missing, counts otherwise or hashes otherwise was cut or changed on its way: it is
 * unreadable as a whole, and nothing of it is taken. `hash` is handed in, for a server has a faster one.
 */
export const readRequest = (body: string, hash: (text: string) => string = hashOf): Read => {
  const lines = body.split('\n')
  const head = parsed(lines[0])
  const version = typeof head === 'object' && head !== null && 'protocol' in head ? head.protocol : undefined
  if (Number.isInteger(version) && version !== 2 && version !== 3) return { ok: false, problem: 'upgrade-required' }
  const found = (version === 2 ? requestHead2Schema : requestHeadSchema).safeParse(head)
  const end = requestEndSchema.safeParse(parsed(lines.at(-2)))
  if (!found.success || !end.success || lines.at(-1) !== '' || lines.length < 3) return { ok: false, problem: 'unreadable' }
  const operations = lines.slice(1, -2)
  const before = body.slice(0, body.length - (lines.at(-2) ?? '').length - 1)
  if (end.data.count !== operations.length || hash(before) !== end.data.hash) return { ok: false, problem: 'unreadable' }
  if (operations.length > limits.operations) return { ok: false, problem: 'too-large' }
  return { ok: true, value: { head: found.data, lines: operations } }
}

const parsed = (line: string | undefined): unknown => {
  try {
    return JSON.parse(line ?? '')
  } catch {
    return undefined
  }
}
