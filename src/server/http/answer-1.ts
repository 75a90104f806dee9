import type { Instant } from '../../core/domain/time.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import { lineOf } from '../../core/protocol/envelope.ts'
import { receiptAs1, rowAs1 } from '../../core/protocol/message/reply-1.ts'
import type { Request1 } from '../../core/protocol/message/request-1.ts'
import { textOf1 } from '../../core/protocol/message/text-1.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { hashOf } from '../hash.ts'

/** Takes a request of protocol 1 in and answers it in its own words, with the receipts as they are kept. */
export const answer1 = async (log: ServerLog, wanted: Request1, time: Instant, access?: Access) => {
  const { device, nonce, operations } = wanted
  const receipts = await log.append(operations.map(lineIn), { device, time, access })
  const { epoch } = await log.meet({ device, incarnation: null, epoch: null, cursors: {}, access })
  const asked = Object.entries(wanted.cursors).map(([stream, seq]) => [stream, { seq, proof: '' }] as const)
  const page = await log.page(Object.fromEntries(asked), access)
  const reached = page.marks.map(({ stream, cursor }) => [stream, cursor.seq] as const)
  const answer = {
    protocol: 1,
    nonce,
    epoch,
    time,
    receipts: receipts.map(receiptAs1),
    changes: page.changes.flatMap((change) =>
      change.line === 'put' ? [{ stream: change.stream, seq: change.seq, row: rowAs1(change.row) }] : [],
    ),
    cursors: { ...wanted.cursors, ...Object.fromEntries(reached) },
    more: page.more,
  }
  return { receipts, answer }
}

const lineIn = (operation: unknown): string => {
  const text = textOf1(operation)
  return lineOf({ hash: hashOf(text), text })
}
