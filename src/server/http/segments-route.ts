import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { StreamId } from '../../core/domain/id.ts'
import type { Put } from '../../core/protocol/reply.ts'
import { type Manifest, segmentLimits } from '../../core/protocol/segment/manifest.ts'
import { rowLine } from '../../core/protocol/segment/rows.ts'
import type { SegmentStore } from '../../core/protocol/segment/segment-store.ts'
import { wroteDown } from '../access/exchange.ts'
import type { Parts } from '../access/parts.ts'
import { acceptsGzip } from './accepts.ts'
import { byteRange } from './byte-range.ts'
import { sendProblem } from './problem.ts'

/** Where first downloads come from: snapshots that are made on demand, and the segments they name. */
export type SegmentSource = {
  readonly manifest: (stream: StreamId) => Promise<Manifest | undefined>
  readonly store: Pick<SegmentStore, 'read' | 'named' | 'mayBegin'>
}

const zip = promisify(gzip)

/** A server that makes no snapshots: everything comes by exchanges. */
export const noSegments: SegmentSource = {
  manifest: async () => undefined,
  store: { read: async () => undefined, named: async () => [], mayBegin: async () => false },
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

const id = /^[A-Za-z0-9._:-]{1,120}$/
const name = /^[A-Za-z0-9_-]{43}$/

/** What streams can be begun with, named with commas between them; nothing of those that an ordinary exchange serves as well. */
export const manifestsRoute =
  (
    { manifest, store }: Pick<SegmentSource, 'manifest'> & { readonly store: Pick<SegmentStore, 'mayBegin'> },
    accounts?: Parts,
  ): Handler =>
  async (request, reply) => {
    const { stream } = request.query as { readonly stream?: unknown }
    const wanted = typeof stream === 'string' ? stream.split(',') : []
    if (wanted.length === 0 || wanted.length > segmentLimits.streams || !wanted.every((one) => id.test(one)))
      return sendProblem(reply, 'unreadable')
    const manifests: Manifest[] = []
    // One after the other: to make them all at once would take the whole machine.
    for (const one of new Set(wanted)) {
      if (!(await store.mayBegin(one as StreamId, request.access))) continue
      const found = await manifest(one as StreamId)
      if (found) manifests.push(found)
    }
    await wroteDown(
      accounts,
      request.access,
      manifests.map((one) => one.stream),
    )
    reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
    const text = JSON.stringify({ manifests })
    if (!acceptsGzip(request.headers['accept-encoding'] ?? '')) return reply.send(text)
    return reply.header('content-encoding', 'gzip').send(await zip(text))
  }

/**
 * A segment or a part of it. Never compressed again, for a part of it must be the same bytes every time. Its name is its hash,
 * so what was fetched once is good for ever; no cache keeps it all the same, for people stand in it.
 */
export const segmentRoute =
  ({ store }: Pick<SegmentSource, 'store'>): Handler =>
  async (request, reply) => {
    const { hash } = request.params as { readonly hash: string }
    if (!name.test(hash)) return sendProblem(reply, 'unreadable')
    const bytes = await store.read(hash, request.access)
    if (!bytes) return sendProblem(reply, 'not-found')
    const etag = `"${hash}"`
    reply.headers({ 'accept-ranges': 'bytes', etag, 'cache-control': 'no-store' })
    const { range, 'if-range': ifRange, 'if-none-match': known } = request.headers
    if (known === etag) return reply.code(304).send()
    const part = byteRange(range, typeof ifRange === 'string' ? ifRange : undefined, etag, bytes.length)
    if (part === 'unsatisfiable') {
      reply.header('content-range', `bytes */${bytes.length}`)
      return sendProblem(reply, 'no-such-range')
    }
    reply.type('application/octet-stream')
    if (part === 'whole') return reply.send(Buffer.from(bytes))
    reply.code(206).header('content-range', `bytes ${part.from}-${part.to}/${bytes.length}`)
    return reply.send(Buffer.from(bytes.subarray(part.from, part.to + 1)))
  }

/** An officer has an assignment, an assessment in each role, and answers to them. */
const mostNamed = 20

/** By their whole ids: an officer looks for the own file by them. */
const readIn = (stream: string, rows: readonly Put[]): readonly string[] => [stream, ...rows.map(({ row }) => row.id)]

/** The rows whose ids begin so, as they are now: an officer's work in full, when a director opens it before its rows have come. */
export const namedRowsRoute =
  ({ store }: Pick<SegmentSource, 'store'>, accounts?: Parts): Handler =>
  async (request, reply) => {
    const { stream, beginning } = request.params as { readonly stream: string; readonly beginning: string }
    if (!id.test(stream) || !id.test(beginning)) return sendProblem(reply, 'unreadable')
    const rows = await store.named(stream as StreamId, beginning, mostNamed, request.access)
    if (rows.length === 0) return sendProblem(reply, 'not-found')
    await wroteDown(accounts, request.access, readIn(stream, rows))
    return reply.type('application/x-ndjson; charset=utf-8').send(rows.map(rowLine).join(''))
  }
