import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { decodeSyncRequest, protocolVersion, type Receipt, type SyncReply } from '../../core/protocol/sync.ts'
import { readBody } from './body.ts'
import { type HttpProblem, sendProblem } from './problem.ts'

const zip = promisify(gzip)

/** Below this a compressed reply is hardly smaller than one packet. */
const worthZipping = 1024

/** One exchange: takes the operations in, then tells what changed. Safe to repeat: what was taken gets its receipt again. */
export const syncRoute =
  (log: ServerLog, now: () => Instant) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const body = await readBody(request.body, request.headers['content-encoding'])
    const wanted = body.ok ? requestIn(body.value) : body
    if (!wanted.ok) return sendProblem(reply, wanted.problem)
    const { device, nonce, cursors, operations } = wanted.value
    const time = now()
    const { receipts } = await log.append(operations, device, time)
    if (request.told) Object.assign(request.told, { device, operations: operations.length, outcomes: countsOf(receipts) })
    const page = await log.page(cursors)
    const answer: SyncReply = { protocol: protocolVersion, nonce, epoch: log.epoch, time, receipts, ...page }
    return sendJson(reply, answer, request.headers['accept-encoding'] ?? '')
  }

const countsOf = (receipts: readonly Receipt[]): { readonly [status: string]: number } => {
  const counts: Record<string, number> = {}
  for (const { status } of receipts) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

type Wanted = NonNullable<ReturnType<typeof decodeSyncRequest>>

/** The version is read first: another one may have another shape. */
const requestIn = (body: unknown): Result<Wanted, HttpProblem> => {
  const { protocol } = (typeof body === 'object' && body ? body : {}) as { readonly protocol?: unknown }
  if (Number.isInteger(protocol) && protocol !== protocolVersion) return err('upgrade-required')
  const found = decodeSyncRequest(body)
  return found ? ok(found) : err('unreadable')
}

const sendJson = async (reply: FastifyReply, answer: SyncReply, accepted: string): Promise<FastifyReply> => {
  const plain = Buffer.from(JSON.stringify(answer))
  reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
  if (plain.length < worthZipping || !/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?![.\d]))/.test(accepted)) return reply.send(plain)
  return reply.header('content-encoding', 'gzip').send(await zip(plain))
}
