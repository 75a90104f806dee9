import * as z from 'zod/mini'
import { id, instant } from '../message/words.ts'
import { newTablet, tabletName, token } from './words.ts'

/** `POST /v1/enrol`: the code as it was typed or read, see `enrolmentCode`. */
export const enrolSchema = z.strictObject({ code: z.string().check(z.maxLength(40)), tablet: newTablet })
export type Enrol = z.infer<typeof enrolSchema>

export const enrolReplySchema = z.strictObject({
  tablet: z.strictObject({ id, name: tabletName, token }),
  administration: z.nullable(z.strictObject({ stream: id, name: z.string() })),
})
export type EnrolReply = z.infer<typeof enrolReplySchema>

/** `POST /v1/enrolments`: a code for one tablet, with the name that it is to have, if any. */
export const enrolmentSchema = z.strictObject({ name: z.optional(tabletName) })

export const enrolmentReplySchema = z.strictObject({ code: z.string().check(z.regex(/^\w{4}-\w{4}$/)), expires: instant })
export type EnrolmentReply = z.infer<typeof enrolmentReplySchema>
