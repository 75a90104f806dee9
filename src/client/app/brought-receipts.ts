import { err, ok, type Result } from '../../core/domain/result.ts'
import type { CourierProblem } from '../../core/protocol/courier/problem.ts'
import { answerIn, readReceiptsFile } from '../../core/protocol/courier/receipts-file.ts'
import { receiptsClaim, rootOf } from '../../core/protocol/receipt.ts'
import { dexieReplica } from '../storage/replica.ts'
import { type Verify, verify as verifyHere } from '../sync/verify.ts'
import type { App } from './app.ts'
import { newId } from './clock.ts'

export type BroughtProblem = CourierProblem | { readonly problem: 'not-mine' | 'not-kept' }

/**
 * [C8] Takes in the receipts that a courier brought back. They count as those of an exchange do: by the signature of the headquarters
 * that this device knows, in the epoch in which it last heard it, and for the very text. All else waits for the next contact.
 */
export const settleBrought = async (
  { database, journal }: Pick<App, 'database' | 'journal'>,
  text: string,
  verify: Verify = verifyHere,
): Promise<Result<{ readonly settled: number }, BroughtProblem>> => {
  const read = readReceiptsFile(text)
  if (!read.ok) return read
  const opened = await journal?.unseal?.(read.value)
  const answers = opened?.ok ? opened.value.flatMap((one) => answerIn(one) ?? []) : []
  const replica = dexieReplica(database, {
    session: newId<'session'>(),
    newDevice: newId,
    settled: (operations) => void journal?.settle(operations),
  })
  try {
    const { key, epoch } = await replica.session()
    const before = await database.unsent.count()
    let own = 0
    for (const { receipts, signature, ...answer } of answers) {
      const isSigned = key !== null && (await verify(key, receiptsClaim(answer.epoch, rootOf(receipts)), signature))
      if (!isSigned || answer.epoch !== epoch) continue
      await replica.confirm(receipts, { epoch: answer.epoch, signature })
      own += 1
    }
    return own > 0 ? ok({ settled: before - (await database.unsent.count()) }) : err({ problem: 'not-mine' })
  } catch {
    return err({ problem: 'not-kept' })
  }
}
