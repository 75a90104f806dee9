import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { limits } from '../../core/protocol/limits.ts'
import { sendProblem } from './problem.ts'
import { isOwnAddress, plainAddress } from './proxies.ts'
import { netOf } from './rates.ts'

/** What bodies may hold of the memory while they arrive, all together: a thousand tablets that send their usual batch at once. */
const arriving = 64 * 1024 * 1024

/** How many requests are unpacked and worked on at once. Those who read their reply slowly are not among them. */
const working = 8

/**
 * Takes no body for which there is no room: many large ones that never end would fill the memory otherwise. One address never has
 * more than half of it, so that nobody keeps all the others out. Whoever is turned away has lost nothing, and asks again.
 */
export const limitArrivals = (app: FastifyInstance, room = arriving): void => {
  const held = new Map<string, number>()
  let whole = 0
  const hold = (address: string, bytes: number): void => {
    whole += bytes
    const now = (held.get(address) ?? 0) + bytes
    if (now > 0) held.set(address, now)
    else held.delete(address)
  }
  app.addHook('onRequest', async (request, reply) => {
    const bytes = announced(request)
    if (bytes === 0) return
    const address = netOf(plainAddress(request.ip))
    const share = isOwnAddress(address) ? room : room / 2
    if (whole + bytes > room || (held.get(address) ?? 0) + bytes > share)
      return sendProblem(reply.header('retry-after', '5'), 'busy')
    hold(address, bytes)
    reply.raw.once('close', () => hold(address, -bytes))
  })
}

/** A body that does not say how long it is may be as long as its route allows. */
const announced = ({ headers, method, routeOptions: { bodyLimit = limits.bytes } }: FastifyRequest): number => {
  if (method === 'GET' || method === 'HEAD') return 0
  const length = Number(headers['content-length'])
  return Number.isFinite(length) ? Math.min(length, bodyLimit) : bodyLimit
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Lets so many run at once; the others wait their turn, in order. */
export const inTurn = (handler: Handler, most = working): Handler => {
  let running = 0
  const waiting: (() => void)[] = []
  return async (request, reply) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await handler(request, reply)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
