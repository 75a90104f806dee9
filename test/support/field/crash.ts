import type { Send } from '../../../src/client/sync/send.ts'
import { ok } from '../../../src/core/domain/result.ts'
import type { Replica } from '../../../src/core/protocol/ports.ts'

/** The device goes out in the middle of what it does. What is on its disk stays. */
export class Crash extends Error {}

export type Fuse = {
  /** Goes out at this many steps from now; never where absent. */
  readonly crashAfter?: number | undefined
  /** One write fails after this many, and the device lives on. */
  readonly failAfter?: number | undefined
}

/** The same storage and line, on a device that goes out at a given step: before or after whatever it then does. */
export const fused = (replica: Replica, send: Send, { crashAfter = Number.POSITIVE_INFINITY, failAfter }: Fuse) => {
  let steps = 0
  let writes = 0
  let isOut = false
  const step = (): void => {
    steps += 1
    isOut ||= steps > crashAfter
    if (isOut) throw new Crash('out')
  }
  const writing = (): void => {
    writes += 1
    if (writes === failAfter) throw new DOMException('full', 'QuotaExceededError')
  }
  const guard =
    <Given extends unknown[], Value>(deed: (...given: Given) => Promise<Value>, isWrite = false) =>
    async (...given: Given): Promise<Value> => {
      step()
      if (isWrite) writing()
      const value = await deed(...given)
      step()
      return value
    }
  const safe: Replica = {
    // No step of its own, so that games go on as their seeds first played them.
    announce: replica.announce,
    outbox: guard(replica.outbox),
    unsent: replica.unsent,
    sending: guard(replica.sending, true),
    unknown: guard(replica.unknown),
    greet: guard(replica.greet, true),
    confirm: guard(replica.confirm, true),
    take: guard(replica.take, true),
    cursors: guard(replica.cursors),
    session: guard(replica.session),
  }
  const over: Send = async (...given) => {
    const answer = await guard(send)(...given)
    return answer.ok ? ok(stepping(answer.value)) : answer
  }
  /** In bytes, as a browser hands them on. */
  async function* stepping(lines: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const line of lines) {
      yield typeof line === 'string' ? new TextEncoder().encode(line) : line
      step()
    }
  }
  return { replica: safe, send: over }
}
