import type { Instant } from '../../core/domain/time.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import { limits, protocolVersion } from '../../core/protocol/limits.ts'
import { helloClaim } from '../../core/protocol/message/hello.ts'
import type { Meeting, ServerLog } from '../../core/protocol/ports.ts'
import { type Receipt, receiptsClaim, rootOf } from '../../core/protocol/receipt.ts'
import { replyLineText } from '../../core/protocol/reply.ts'
import type { RequestHead } from '../../core/protocol/request.ts'

export type Answer = {
  readonly head: RequestHead
  readonly meeting: Meeting
  readonly receipts: readonly Receipt[]
  readonly time: Instant
}

/** A reply, line by line: who answers, what became of the operations, what changed, and the end. Some lines come together. */
export async function* answerLines(log: ServerLog, { head, meeting, receipts, time }: Answer): AsyncGenerator<string> {
  const { epoch, streams, durable, forked, places } = meeting
  const { key, sign } = log.signer
  const hello = { protocol: protocolVersion, epoch, nonce: head.nonce, time, key, streams, durable, forked }
  yield replyLineText({ line: 'hello', ...hello, signature: sign(helloClaim(hello)) })
  if (receipts.length > 0)
    yield replyLineText({ line: 'receipts', receipts, places, signature: sign(receiptsClaim(epoch, rootOf(receipts))) })
  let sent = 0
  let cursors: Cursors = meeting.cursors
  for (;;) {
    const { changes, marks, more, ...page } = await log.page(cursors)
    // Somebody else has shown meanwhile that the database was brought back: what was said so far holds no longer, and breaks off.
    if (page.epoch !== epoch) return
    const text = [...changes, ...marks].map(replyLineText).join('')
    if (text) yield text
    cursors = { ...cursors, ...Object.fromEntries(marks.map(({ stream, cursor }) => [stream, cursor])) }
    sent += text.length
    if (!more || sent >= limits.replyBytes) return yield replyLineText({ line: 'end', more })
  }
}
