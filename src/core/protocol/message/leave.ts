import * as z from 'zod/mini'
import { entityKinds } from '../operation.ts'
import { id, seq } from './words.ts'

/** An entity that moved out of this stream; the stream it moved to tells of it there, with the same rev. */
export const leaveSchema = z.strictObject({ line: z.literal('leave'), stream: id, seq, kind: z.enum(entityKinds), id, rev: seq })
