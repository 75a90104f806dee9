import type { Result } from '../../core/domain/result.ts'
import { err, ok } from '../../core/domain/result.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { limits, protocolVersion, type SyncReply } from '../../core/protocol/sync.ts'
import type { ExchangeProblem, Send } from './send.ts'

export type Exchange = {
  readonly replica: Replica
  readonly send: Send
  readonly device: string
  readonly app: string
  readonly nonce: () => string
  /** Told after each page: how many operations were settled and how many changes came in. */
  readonly progress: (settled: number, taken: number) => void
  /** True while the device itself knows that it has no network: what is tried then cannot have left it. */
  readonly cutOff?: (() => boolean) | undefined
}

export type Contact = { readonly time: string; readonly settled: number; readonly taken: number }

/** Bytes of operations in one request; a slow line finishes small batches that it would never finish whole. */
const batchBytes = 256 * 1024

/**
 * Speaks with the endpoint until neither side has more to say. Each page is safe to repeat: operations stay on the outbox
 * until their receipt came, changes and cursors are taken together.
 */
export const syncOnce = async ({
  replica,
  send,
  device,
  app,
  nonce,
  progress,
  cutOff = () => false,
}: Exchange): Promise<Result<Contact, ExchangeProblem>> => {
  let settled = 0
  let taken = 0
  for (;;) {
    const operations = await replica.outbox(limits.operations, batchBytes)
    const sent = operations.map((operation) => operation.id)
    const mayLeave = !cutOff()
    if (mayLeave) await replica.sending(sent)
    const cursors = await replica.cursors()
    const answer = await send({ protocol: protocolVersion, app, device, nonce: nonce(), cursors, operations })
    if (!answer.ok) {
      if (mayLeave) await replica.unknown(sent)
      return err(answer.problem)
    }
    const reply = answer.value
    await replica.confirm(reply.receipts)
    await replica.take(reply)
    settled += reply.receipts.length
    taken += reply.changes.length
    progress(settled, taken)
    const unsettled = sent.length - new Set(reply.receipts.map((receipt) => receipt.operation)).size
    if (unsettled > 0) {
      await replica.unknown(sent)
      return err({ problem: 'rejected', status: 200 })
    }
    if (await isQuiet(replica, reply)) return ok({ time: reply.time, settled, taken })
  }
}

/** Nothing more on either side, and no stream became known with this page that was not asked for. */
const isQuiet = async (replica: Replica, reply: SyncReply): Promise<boolean> => {
  if (reply.more || (await replica.outbox(1, 0)).length > 0) return false
  const cursors = await replica.cursors()
  return Object.keys(cursors).every((stream) => stream in reply.cursors)
}
