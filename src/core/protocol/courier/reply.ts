import * as z from 'zod/mini'
import { id } from '../message/words.ts'

const count = z.int().check(z.nonnegative())

/** What became of a sealed outbox, in numbers: whoever brings it learns no more. */
export const courierReplySchema = z.strictObject({
  profile: id,
  /** How many boxes came. Each is one of the four below. */
  operations: count,
  taken: count,
  /** Taken before, whoever brought it. */
  known: count,
  /** Kept in quarantine with its reason. */
  refused: count,
  /** Boxes that do not open: their bytes are not those that were sealed. */
  damaged: count,
  /** The receipts, sealed again: only the tablet on which the work was done reads them. */
  answers: z.array(z.strictObject({ file: id, box: z.string().check(z.regex(/^[A-Za-z0-9_-]+$/)) })),
})

export type CourierReply = z.infer<typeof courierReplySchema>

/** Where the receipts stand among the boxes of a file: no operation is called so. */
export const answerPlace = (file: string) => ({ file, index: 0, id: 'receipts' })
