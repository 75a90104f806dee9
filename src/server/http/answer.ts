import type { Instant } from '../../core/domain/time.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import type { AuditHead } from '../../core/protocol/access/audit.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import { limits } from '../../core/protocol/limits.ts'
import { type Hello, helloClaim } from '../../core/protocol/message/hello.ts'
import { receiptAs2 } from '../../core/protocol/message/receipts-2.ts'
import type { Meeting, ServerLog } from '../../core/protocol/ports.ts'
import { type Receipt, receiptsClaim, rootOf } from '../../core/protocol/receipt.ts'
import { replyLineText } from '../../core/protocol/reply.ts'
import type { RequestHead } from '../../core/protocol/request.ts'
import { hashOf } from '../hash.ts'

export type Answer = {
  readonly head: RequestHead
  readonly meeting: Meeting
  readonly receipts: readonly Receipt[]
  readonly time: Instant
  readonly access?: Access | undefined
  /** Where the log of who did what ends. */
  readonly audit?: AuditHead | undefined
}

/** A reply, line by line: who answers, what became of the operations, what changed, and the end. Some lines come together. */
export async function* answerLines(log: ServerLog, answer: Answer): AsyncGenerator<string> {
  const { meeting, access } = answer
  const receipts = answer.head.protocol === 2 ? answer.receipts.map(receiptAs2) : answer.receipts
  const { epoch, places } = meeting
  const { sign } = log.signer
  const hello = helloOf(log, answer)
  yield replyLineText({ line: 'hello', ...hello, signature: sign(helloClaim(hello)) })
  if (receipts.length > 0)
    yield replyLineText({ line: 'receipts', receipts, places, signature: sign(receiptsClaim(epoch, rootOf(receipts, hashOf))) })
  // Who sends and asks for nothing is told nothing more.
  if (Object.keys(meeting.cursors).length === 0) return yield replyLineText({ line: 'end', more: false })
  let sent = 0
  let cursors: Cursors = meeting.cursors
  for (;;) {
    const { changes, marks, more, ...page } = await log.page(cursors, access)
    // Somebody else has shown meanwhile that the database was brought back: what was said so far holds no longer, and breaks off.
    if (page.epoch !== epoch) return
    const text = [...changes, ...marks].map(replyLineText).join('')
    if (text) yield text
    cursors = { ...cursors, ...Object.fromEntries(marks.map(({ stream, cursor }) => [stream, cursor])) }
    sent += text.length
    if (!more || sent >= limits.replyBytes) return yield replyLineText({ line: 'end', more })
  }
}

/** In the words of the protocol in which it was asked. */
const helloOf = ({ signer }: ServerLog, { head, meeting, time, access, audit }: Answer): Omit<Hello, 'signature'> => {
  const { epoch, streams, durable, forked, scope } = meeting
  const hello = { protocol: head.protocol, epoch, nonce: head.nonce, time, key: signer.key, streams, durable, forked }
  if (head.protocol === 2) return hello
  return { ...hello, scope, audit: audit ?? { seq: 0, hash: '' }, orders: access?.revoked ? ['erase'] : [] }
}
