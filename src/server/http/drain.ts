import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** How much of a refused request is still read, in bytes and milliseconds. */
const most = { bytes: 16 * 1024 * 1024, time: 2000 }

/**
 * Whoever is still sending sees the connection break before reading why. So what is left of a refused request is read and
 * thrown away first, up to a measure.
 */
export const drainRefused = (app: FastifyInstance): void => {
  app.addHook('onSend', async ({ raw }, reply) => {
    if (reply.statusCode >= 400 && raw.complete === false && !raw.destroyed) await drained(raw)
  })
}

const drained = (raw: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    let bytes = 0
    const end = (): void => {
      clearTimeout(timer)
      raw.off('data', count)
      resolve()
    }
    const count = (part: Buffer): void => {
      bytes += part.length
      if (bytes > most.bytes) end()
    }
    const timer = setTimeout(end, most.time)
    raw.on('data', count)
    for (const event of ['end', 'close', 'error']) raw.once(event, end)
    raw.resume()
  })
