import type { StreamId } from '../domain/id.ts'
import type { Cursor, Cursors } from './cursor.ts'
import { endSchema } from './message/end.ts'
import { type Hello, helloSchema } from './message/hello.ts'
import { hello2Schema } from './message/hello-2.ts'
import { leaveSchema } from './message/leave.ts'
import { markSchema } from './message/mark.ts'
import { putSchema } from './message/put.ts'
import { receiptsSchema } from './message/receipts.ts'
import type { EntityKind } from './operation.ts'
import { putIn } from './put-line.ts'
import type { Receipt } from './receipt.ts'
import type { Row } from './row.ts'
import { type PackedRow, rowText, unpacked } from './row-text.ts'

/** An entity as it is now. */
export type Put = {
  readonly line: 'put'
  readonly stream: StreamId
  readonly seq: number
  readonly row: Row
  /** The row's text, where it is at hand. */
  readonly text?: string | undefined
}

/** An entity that moved out of the stream. */
export type Leave = {
  readonly line: 'leave'
  readonly stream: StreamId
  readonly seq: number
  readonly kind: EntityKind
  readonly id: string
  readonly rev: number
}

export type Change = Put | Leave
export type Mark = { readonly line: 'mark'; readonly stream: StreamId; readonly cursor: Cursor }

/** One line of a reply, in this order: one hello, receipts, changes and marks, and an end where it came whole. */
export type ReplyLine =
  | ({ readonly line: 'hello' } & Hello)
  | { readonly line: 'receipts'; readonly receipts: readonly Receipt[]; readonly places: Cursors; readonly signature: string }
  | Change
  | Mark
  | { readonly line: 'end'; readonly more: boolean }

const schemas = {
  hello: helloSchema,
  receipts: receiptsSchema,
  put: putSchema,
  leave: leaveSchema,
  mark: markSchema,
  end: endSchema,
}

/** Reads a line of a reply; undefined for whatever is not ours: a portal's page, a proxy's error, half a line. */
export const replyLineIn = (text: string): ReplyLine | undefined => {
  try {
    const input: unknown = JSON.parse(text)
    const kind = typeof input === 'object' && input !== null && 'line' in input ? input.line : undefined
    if (typeof kind !== 'string' || !Object.hasOwn(schemas, kind)) return undefined
    if (kind === 'put') {
      const put = putIn(input)
      if (put) return put
    }
    const isOf2 = kind === 'hello' && (input as { readonly protocol?: unknown }).protocol === 2
    const found = (isOf2 ? hello2Schema : schemas[kind as keyof typeof schemas]).safeParse(input)
    if (!found.success) return undefined
    const line = found.data as unknown as ReplyLine
    return line.line === 'put' ? { ...line, row: unpacked(line.row as unknown as PackedRow) } : line
  } catch {
    return undefined
  }
}

/** A line as it travels, with its end. A row goes in the fewest words. */
export const replyLineText = (line: ReplyLine): string => {
  if (line.line !== 'put') return `${JSON.stringify(line)}\n`
  const text = line.text?.includes('"compact":true') ? line.text : rowText(line.row)
  return `{"line":"put","stream":${JSON.stringify(line.stream)},"seq":${line.seq},"row":${text}}\n`
}
