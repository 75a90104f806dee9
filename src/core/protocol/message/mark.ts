import * as z from 'zod/mini'
import { cursor, id } from './words.ts'

/** All before it may be applied, together with this cursor. */
export const markSchema = z.strictObject({ line: z.literal('mark'), stream: id, cursor })
