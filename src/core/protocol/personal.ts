import * as z from 'zod/mini'
import { id, instant } from './message/words.ts'

/* What is asked of headquarters about personal data, beside the exchange. */

/** One line of who read or changed something about a person. */
export const traceSchema = z.strictObject({
  time: instant,
  action: z.string().check(z.maxLength(40)),
  /** The account's sign-in name, or null where it is gone or there was none. */
  by: z.nullable(z.string().check(z.maxLength(200))),
  /** `kind/id` of what it was done to. */
  object: z.string().check(z.maxLength(260)),
})

/** `GET /v1/own-file`: the rows about the person of the session, as they are kept, and the trace of them. */
export const ownFileSchema = z.strictObject({
  /** A document as `core/exchange/own-file` makes it; null where nothing of the person is here. */
  file: z.nullable(z.json()),
  trace: z.array(traceSchema),
})

/** `GET /v1/register` */
export const registerSchema = z.strictObject({ register: z.json() })

/** `POST /v1/erasures`: without `confirm` it says what would go; with the word it gave, it goes. */
export const erasureSchema = z.strictObject({ person: id, confirm: z.optional(z.string().check(z.maxLength(60))) })

const count = z.int().check(z.nonnegative())

export const erasureReplySchema = z.strictObject({
  state: z.enum(['announced', 'erased', 'nobody', 'changed']),
  assignments: count,
  assessments: count,
  answers: count,
  /** Texts that are gone. */
  texts: count,
  confirm: z.nullable(z.string().check(z.maxLength(60))),
})
export type ErasureReply = z.infer<typeof erasureReplySchema>
