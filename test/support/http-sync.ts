import { envelopeOf } from '../../src/core/protocol/envelope.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import { type ReplyLine, replyLineIn } from '../../src/core/protocol/reply.ts'
import { type RequestHead, requestBody } from '../../src/core/protocol/request.ts'

export const head = (part: Partial<RequestHead> = {}): RequestHead => ({
  protocol: 3,
  app: 'test',
  device: 'tablet-1',
  incarnation: [null, 'session-1'],
  epoch: null,
  nonce: 'nonce-nonce',
  cursors: {},
  report: { unsent: 0, storage: 'unknown', offset: null },
  ...part,
})

/** One exchange with a real server, as a device has it. Throws where the reply is none, or is cut. */
export const exchangeWith = async (
  url: string,
  operations: readonly Operation[],
  part: Partial<RequestHead> = {},
  token?: string,
): Promise<readonly ReplyLine[]> => {
  const reply = await fetch(`${url}/api/v1/sync`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', ...(token && { authorization: `Bearer ${token}` }) },
    body: requestBody(
      head(part),
      operations.map((operation) => envelopeOf(operation)),
    ),
  })
  const lines = (await reply.text()).split('\n').slice(0, -1).map(replyLineIn)
  if (lines.at(-1)?.line !== 'end') throw new Error(`no whole reply: ${reply.status}`)
  return lines.filter((line) => line !== undefined)
}

export const receiptsIn = (lines: readonly ReplyLine[]) =>
  lines.flatMap((line) => (line.line === 'receipts' ? line.receipts : []))
