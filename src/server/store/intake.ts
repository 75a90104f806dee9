import type { OperationId, StreamId } from '../../core/domain/id.ts'
import { limits } from '../../core/protocol/limits.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import { lineParts, operationFrom } from '../../core/protocol/read-operation.ts'
import { hashOf } from '../hash.ts'
import { isFoundSignedBy, isSignedBy } from './keys.ts'

/** One line of a batch, as far as it could be read. */
export type Sent = {
  /** The hash of the operation's text; of the whole line, where it is no such line. */
  readonly hash: string
  /** The operation's text as it was made; the whole line, where it is no such line. */
  readonly body: string
  readonly signature: string | undefined
  /** What the line says it is; one that names no operation gets no receipt. */
  readonly claimed: { readonly operation: OperationId | undefined; readonly stream: StreamId }
} & ({ readonly readable: true; readonly operation: Operation } | { readonly readable: false; readonly problem: SyncProblem })

/** Reads a line: its text must hash to what it says, be no deeper than allowed, and be an operation of a known version. */
export const readSent = (line: string): Sent => {
  const { sent, signed } = readUnproven(line)
  return signed && !isSignedBy(signed.key, sent.hash, signed.signature) ? unsigned(sent) : sent
}

/** The lines of a request, as they were read. */
export type Batch = {
  /** As if every signature were right. */
  readonly sent: readonly Sent[]
  /** The very same once every signature is found right; otherwise what is to be taken in its place. */
  readonly proven: Promise<readonly Sent[]>
}

/** Reads the lines of a batch. Signatures are checked on other threads meanwhile, and while whoever reads goes on. */
export const readBatch = (lines: readonly string[]): Batch => {
  const checks: Promise<boolean>[] = []
  const checked: number[] = []
  const sent = lines.map((line, at) => {
    const { sent, signed } = readUnproven(line)
    if (!signed) return sent
    checks.push(isFoundSignedBy(signed.key, sent.hash, signed.signature))
    checked.push(at)
    return sent
  })
  const proven = Promise.all(checks).then((found) => {
    const wrong = new Set(checked.filter((_, at) => !found[at]))
    return wrong.size === 0 ? sent : sent.map((one, at) => (wrong.has(at) ? unsigned(one) : one))
  })
  return { sent, proven }
}

type Unproven = {
  readonly sent: Sent
  /** What is still to be checked: that whoever has the key signed the hash. */
  readonly signed?: { readonly key: string; readonly signature: string }
}

const readUnproven = (line: string): Unproven => {
  const parts = lineParts(line)
  const input = parsed(parts ? parts.text : line)
  const body = parts?.text ?? line
  const hash = hashOf(body)
  const signature = parts?.signature
  const sent = { hash, body, signature, claimed: claimedBy(input) }
  const refused = (problem: SyncProblem): Unproven => ({ sent: { ...sent, readable: false, problem } })
  if (input !== undefined && isDeeper(body, limits.depth))
    return refused({ problem: 'too-deep', params: { limit: limits.depth } })
  const operation = parts && operationFrom(input)
  if (!operation) return refused({ problem: 'unreadable' })
  if (parts.hash !== hash) return refused({ problem: 'broken-chain' })
  const { key } = operation
  // What names a key was signed with it; what names none was not signed.
  if ((key === undefined) !== (signature === undefined)) return refused({ problem: 'bad-signature' })
  const read: Sent = { ...sent, readable: true, operation }
  return key !== undefined && signature !== undefined ? { sent: read, signed: { key, signature } } : { sent: read }
}

/** Whether objects and lists stand in one another further than so many, in a text that was parsed: to go through its values takes ten times as long. */
const isDeeper = (text: string, most: number): boolean => {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign === 0x22) {
      at += 1
      for (let inside = text.charCodeAt(at); inside !== 0x22 && at < text.length; inside = text.charCodeAt(at))
        at += inside === 0x5c ? 2 : 1
    } else if (sign === 0x7b || sign === 0x5b) {
      depth += 1
      if (depth > most) return true
    } else if (sign === 0x7d || sign === 0x5d) depth -= 1
  }
  return false
}

const unsigned = ({ hash, body, signature, claimed }: Sent): Sent => ({
  hash,
  body,
  signature,
  claimed,
  readable: false,
  problem: { problem: 'bad-signature' },
})

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const claimedBy = (input: unknown): Sent['claimed'] => {
  const outer: { readonly op?: unknown } = typeof input === 'object' && input ? input : {}
  const inner = typeof outer.op === 'object' && outer.op ? outer.op : outer
  const fields: { readonly id?: unknown; readonly stream?: unknown } = inner
  return {
    operation: isId(fields.id) ? (fields.id as OperationId) : undefined,
    stream: (isId(fields.stream) ? fields.stream : '-') as StreamId,
  }
}

const isId = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z0-9._:-]{1,120}$/.test(value)
