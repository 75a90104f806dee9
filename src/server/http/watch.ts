import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Metrics } from '../metrics/metrics.ts'
import type { HttpProblem } from './problem.ts'

/** What the log line of a request says beyond its route: ids and counts. Never a name, a value, an address or a body. */
export type Told = {
  account?: string
  tablet?: string
  device?: string
  operations?: number
  /** Counts by status. */
  outcomes?: { readonly [status: string]: number }
  changes?: number
  problem?: HttpProblem
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Missing where the framework itself refused before any hook ran. */
    told?: Told
  }
}

export type Watch = (request: FastifyRequest, reply: FastifyReply) => void

/** One line in the log and one count in the metrics for every request, also for one that the other side gave up. */
export const openWatch = (metrics: Pick<Metrics, 'begun' | 'ended'> | undefined): Watch => {
  const bytes = byteCounts()
  return (request, reply) => {
    const begun = performance.now()
    const { socket } = request.raw
    request.told = {}
    metrics?.begun()
    reply.raw.setMaxListeners(20)
    // Comes once for every reply, also for one whose reader went away.
    reply.raw.once('close', () => {
      const seen = { ...seenOf(request, reply), seconds: (performance.now() - begun) / 1000, ...bytes(socket) }
      metrics?.ended(seen)
      tell(request, seen)
    })
  }
}

type Seen = Parameters<Metrics['ended']>[0]

const seenOf = ({ method, routeOptions }: FastifyRequest, reply: FastifyReply) => ({
  method,
  route: routeOptions?.url ?? 'none',
  status: reply.raw.writableEnded ? String(reply.raw.statusCode) : 'aborted',
})

const tell = ({ log, told }: FastifyRequest, { seconds, ...seen }: Seen): void => {
  const line = { ...seen, ms: Math.round(seconds * 1000), ...told }
  if (seen.status.startsWith('5')) log.warn(line, 'request')
  else log.info(line, 'request')
}

/** What went over a connection since it was last asked about. A connection carries one request after the other. */
const byteCounts = () => {
  const before = new WeakMap<Socket, { readonly received: number; readonly sent: number }>()
  return (socket: Socket) => {
    const now = { received: socket.bytesRead ?? 0, sent: socket.bytesWritten ?? 0 }
    const last = before.get(socket) ?? { received: 0, sent: 0 }
    before.set(socket, now)
    return { received: Math.max(0, now.received - last.received), sent: Math.max(0, now.sent - last.sent) }
  }
}
