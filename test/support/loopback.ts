import type { Exchange } from '../../src/client/sync/exchange.ts'
import { openPace } from '../../src/client/sync/pace.ts'
import type { Send } from '../../src/client/sync/send.ts'
import type { Verify } from '../../src/client/sync/verify.ts'
import { ok } from '../../src/core/domain/result.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import { lastPlaces } from '../../src/core/protocol/receipt.ts'
import { readRequest } from '../../src/core/protocol/request.ts'
import { answerLines } from '../../src/server/http/answer.ts'
import { isSignedBy } from '../../src/server/store/keys.ts'

const noon = '2026-11-22T09:00:00.000Z'

/** Every line of the answer to a request, as the endpoint gives it. Throws for a body that it would refuse as a whole. */
export const answerTo = async (log: ServerLog, body: string, time = noon): Promise<readonly string[]> => {
  const request = readRequest(body)
  if (!request.ok) throw new Error(request.problem)
  const { head, lines } = request.value
  const { device, incarnation, epoch, cursors, witness } = head
  const receipts = await log.append(lines, { device, time })
  const meeting = await log.meet({ device, incarnation, epoch, cursors, witness, taken: lastPlaces(receipts) })
  const texts: string[] = []
  for await (const text of answerLines(log, { head, meeting, receipts, time })) texts.push(text)
  return texts.join('').split('\n').slice(0, -1)
}

/** Lines as they come over a network, one after the other. */
export async function* spoken(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

/** A line without trouble to a server in this process. */
export const loopback =
  (log: ServerLog, time?: string): Send =>
  async (body) =>
    ok(spoken(await answerTo(log, body, time)))

/** The browser's check of a signature, by Node: the same, and many times faster. */
export const verifyHere: Verify = async (key, claim, signature) => isSignedBy(key, claim, signature)

/** An exchange with nobody watching it. */
export const exchangeOf = (part: Pick<Exchange, 'replica' | 'send'> & Partial<Exchange>): Exchange => ({
  verify: verifyHere,
  pace: openPace(),
  app: 'test',
  nonce: () => 'nonce-nonce',
  now: () => noon,
  progress: () => undefined,
  ...part,
})
