import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '../../core/domain/time.ts'
import { depthOf } from '../../core/protocol/json.ts'
import { limits } from '../../core/protocol/limits.ts'
import { type Request1, request1Schema } from '../../core/protocol/message/request-1.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { acceptsGzip } from './accepts.ts'
import { answer1 } from './answer-1.ts'
import { sendProblem } from './problem.ts'
import { told } from './told.ts'

const zip = promisify(gzip)

/** An exchange in the words of protocol 1, for tablets that have not met the new app yet. */
export const syncRoute1 =
  (log: ServerLog, now: () => Instant) =>
  async (body: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const wanted = requestIn(body)
    if (typeof wanted === 'string') return sendProblem(reply, wanted)
    // [V4] It knew no scope: it would keep what it may not see any more.
    if (request.access) return sendProblem(reply, 'upgrade-required')
    const { receipts, answer } = await answer1(log, wanted, now())
    told(request, wanted.device, wanted.operations.length, receipts)
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
