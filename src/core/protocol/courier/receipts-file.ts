import * as z from 'zod/mini'
import { err, ok, type Result } from '../../domain/result.ts'
import { receiptSchema } from '../message/receipts.ts'
import { id, signature } from '../message/words.ts'
import type { Receipt } from '../receipt.ts'
import { courierLimits } from './limits.ts'
import type { CourierProblem } from './problem.ts'
import type { CourierReply } from './reply.ts'

type Answers = CourierReply['answers']

const fileSchema = z.strictObject({
  format: z.literal('palier-courier-receipts'),
  version: z.int(),
  answers: z.array(z.strictObject({ file: id, box: z.string().check(z.regex(/^[A-Za-z0-9_-]+$/)) })),
})

/** What a courier brings back: answers that it cannot read either. */
export const writeReceiptsFile = (answers: Answers): string =>
  `${JSON.stringify({ format: 'palier-courier-receipts', version: 1, answers })}\n`

export const isReceiptsFile = (text: string): boolean => text.startsWith('{"format":"palier-courier-receipts"')

export const readReceiptsFile = (text: string): Result<Answers, CourierProblem> => {
  if (!isReceiptsFile(text)) return err({ problem: 'not-ours' })
  if (text.length > courierLimits.file) return err({ problem: 'too-large' })
  if (!text.endsWith('}\n')) return err({ problem: 'cut' })
  const found = fileSchema.safeParse(parsed(text)).data
  if (!found) return err({ problem: 'tampered' })
  return found.version > 1 ? err({ problem: 'newer-version' }) : ok(found.answers)
}

const answerSchema = z.strictObject({ epoch: id, signature, receipts: z.array(receiptSchema) })

/** What stood sealed in an answer. Its signature is not checked yet. */
export const answerIn = (
  text: string,
): { readonly epoch: string; readonly signature: string; readonly receipts: readonly Receipt[] } | undefined => {
  const found = answerSchema.safeParse(parsed(text))
  return found.success ? (found.data as unknown as ReturnType<typeof answerIn>) : undefined
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
