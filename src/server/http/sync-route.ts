import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { constants, createGzip, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '../../core/domain/time.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { lastPlaces } from '../../core/protocol/receipt.ts'
import { type RequestHead, readRequest } from '../../core/protocol/request.ts'
import { exchangeOf, readAnew } from '../access/exchange.ts'
import type { ContactFacts, Parts } from '../access/parts.ts'
import { hashOf } from '../hash.ts'
import { acceptsGzip } from './accepts.ts'
import { answerLines } from './answer.ts'
import { readBody } from './body.ts'
import { sendProblem } from './problem.ts'
import { syncRoute1 } from './sync-route-1.ts'
import { told } from './told.ts'

/**
 * One exchange: takes the operations in, then tells what changed, line by line. Safe to repeat: what was taken gets its receipt
 * again, and a reply that is cut has brought what came before its last mark.
 */
export const syncRoute = (log: ServerLog, now: () => Instant, accounts?: Parts) => {
  const older = syncRoute1(log, now)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const body = await readBody(request.body, request.headers['content-encoding'])
    if (!body.ok) return sendProblem(reply, body.problem)
    if (request.headers['content-type']?.startsWith('application/json')) return older(body.value, request, reply)
    const found = readRequest(body.value, hashOf)
    if (!found.ok) return sendProblem(reply, found.problem)
    const { head, lines } = found.value
    const { device, incarnation, epoch, cursors, witness } = head
    // [V4] What came before knew no scope: it would keep what it may not see any more.
    if (request.access && head.protocol < 3) return sendProblem(reply, 'upgrade-required')
    if (request.access && request.access.device !== device) return sendProblem(reply, 'other-device')
    const time = now()
    const receipts = await log.append(lines, { device, time, access: request.access })
    const { access, heard } = await exchangeOf(accounts, request.caller)
    const meeting = await log.meet({ device, incarnation, epoch, cursors, witness, taken: lastPlaces(receipts), access })
    const audit = await heard(saidBy(head), readAnew(meeting))
    told(request, device, lines.length, receipts)
    const answer = { head, meeting, receipts, time, access, audit }
    return sendLines(reply, answerLines(log, answer), request.headers['accept-encoding'] ?? '')
  }
}

/** What a device says of itself. */
const saidBy = ({ app, protocol, report }: RequestHead): Partial<ContactFacts> => {
  if (!report) return { app, protocol }
  const { unsent, storage, offset } = report
  return { app, protocol, unsent, storage, clock: offset }
}

const zipped = promisify(gzip)

/**
 * What most replies are, receipts and little else, leaves at once and in one piece. Of a longer one each page leaves compressed as
 * it is: what a cut reply brought can be read up to its last mark.
 */
const sendLines = async (reply: FastifyReply, lines: AsyncGenerator<string>, accepted: string): Promise<FastifyReply> => {
  const { text, isWhole } = await beginningOf(lines)
  const zips = acceptsGzip(accepted)
  reply.type('application/x-ndjson').header('vary', 'accept-encoding')
  if (isWhole) return zips ? reply.header('content-encoding', 'gzip').send(await zipped(text)) : reply.send(text)
  const plain = Readable.from(continued(text, lines), { objectMode: false })
  if (!zips) return reply.send(plain)
  const zip = createGzip({ flush: constants.Z_SYNC_FLUSH })
  plain.on('error', (problem) => zip.destroy(problem))
  return reply.header('content-encoding', 'gzip').send(plain.pipe(zip))
}

/** In characters: several times the receipts of a usual batch, a part of a page of rows. */
const short = 64 * 1024

const beginningOf = async (lines: AsyncGenerator<string>): Promise<{ readonly text: string; readonly isWhole: boolean }> => {
  let text = ''
  while (text.length < short) {
    const { value, done } = await lines.next()
    if (done) return { text, isWhole: true }
    text += value
  }
  return { text, isWhole: false }
}

async function* continued(text: string, lines: AsyncGenerator<string>): AsyncGenerator<string> {
  yield text
  yield* lines
}
