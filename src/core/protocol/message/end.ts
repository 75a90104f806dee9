import * as z from 'zod/mini'

/** The last line of a reply: it came whole. `more` where there is more to ask for. */
export const endSchema = z.strictObject({ line: z.literal('end'), more: z.boolean() })
