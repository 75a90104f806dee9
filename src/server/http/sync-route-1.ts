import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '../../core/domain/time.ts'
import { lineOf } from '../../core/protocol/envelope.ts'
import { depthOf } from '../../core/protocol/json.ts'
import { limits } from '../../core/protocol/limits.ts'
import { receiptAs1, rowAs1 } from '../../core/protocol/message/reply-1.ts'
import { type Request1, request1Schema, textOf1 } from '../../core/protocol/message/request-1.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { hashOf } from '../hash.ts'
import { acceptsGzip } from './accepts.ts'
import { sendProblem } from './problem.ts'
import { told } from './told.ts'

const zip = promisify(gzip)

/** An exchange in the words of protocol 1, for tablets that have not met the new app yet. */
export const syncRoute1 =
  (log: ServerLog, now: () => Instant) =>
  async (body: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const wanted = requestIn(body)
    if (typeof wanted === 'string') return sendProblem(reply, wanted)
    const { device, nonce, operations } = wanted
    const time = now()
    const receipts = await log.append(operations.map(lineIn), { device, time })
    const { epoch } = await log.meet({ device, incarnation: null, epoch: null, cursors: {} })
    const asked = Object.entries(wanted.cursors).map(([stream, seq]) => [stream, { seq, proof: '' }] as const)
    const page = await log.page(Object.fromEntries(asked))
    told(request, device, operations.length, receipts)
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
    const text = JSON.stringify(answer)
    reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
    if (!acceptsGzip(request.headers['accept-encoding'] ?? '')) return reply.send(text)
    return reply.header('content-encoding', 'gzip').send(await zip(text))
  }

/** The version is read first: another one may have another shape. */
const requestIn = (body: string): Request1 | 'unreadable' | 'upgrade-required' => {
  try {
    const input: unknown = JSON.parse(body)
    const version = typeof input === 'object' && input !== null && 'protocol' in input ? input.protocol : undefined
    if (Number.isInteger(version) && version !== 1) return 'upgrade-required'
    const found = request1Schema.safeParse(input)
    const isDeep = found.success && found.data.operations.some((operation) => depthOf(operation, limits.depth) > limits.depth)
    return found.success && !isDeep ? found.data : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

const lineIn = (operation: unknown): string => {
  const text = textOf1(operation)
  return lineOf({ hash: hashOf(text), text })
}
