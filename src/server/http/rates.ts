import { isIPv6 } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Allowance, type Buckets, openBuckets } from './buckets.ts'
import { sendProblem } from './problem.ts'
import { isOwnAddress, plainAddress } from './proxies.ts'

export type RateName = 'address' | 'door' | 'tablet' | 'account' | 'notes'

/**
 * Brakes for floods, no quotas: a first download of a whole administration, or a site whose tablets all come back at once behind
 * one address, stays below. `door` is where one gets in without being known, by address; guesses at one name are counted in
 * the database besides. `notes` is what an account tells of its exports: each becomes an entry that stays for years.
 */
const usual: { readonly [name in RateName]: Allowance } = {
  address: { burst: 6000, perSecond: 100 },
  door: { burst: 60, perSecond: 0.5 },
  tablet: { burst: 3000, perSecond: 30 },
  account: { burst: 6000, perSecond: 60 },
  notes: { burst: 60, perSecond: 0.1 },
}

const telling = '/api/v1/exports'
const doors = /^\/api\/v1\/(first|enrol|sign-in)$/

/** Who asks, as far as is known once credentials were read. */
export type Asker = { readonly tablet?: string | undefined; readonly account?: string | undefined }

export const openRates = (
  rates: Partial<typeof usual> = {},
  clock: () => number = () => performance.now(),
): { readonly [name in RateName]: Buckets } => ({
  address: openBuckets(rates.address ?? usual.address, clock),
  door: openBuckets(rates.door ?? usual.door, clock),
  tablet: openBuckets(rates.tablet ?? usual.tablet, clock),
  account: openBuckets(rates.account ?? usual.account, clock),
  notes: openBuckets(rates.notes ?? usual.notes, clock),
})

export type Rates = ReturnType<typeof openRates>

/**
 * Counts what an address asks of the interface, before anything of it is read. This machine’s own is not counted: it is a proxy
 * that does not say for whom it asks, and one bucket for everybody would lock everybody out.
 */
export const limitAddresses = (app: FastifyInstance, rates: Rates): void => {
  app.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions
    const address = netOf(plainAddress(request.ip))
    if (!url?.startsWith('/api/') || isOwnAddress(address)) return
    if (doors.test(url) && isSpent(reply, rates, 'door', address)) return sendProblem(reply, 'too-many-requests')
    if (isSpent(reply, rates, 'address', address)) return sendProblem(reply, 'too-many-requests')
  })
}

/** Counts what a tablet and an account ask, wherever they ask it from, before the body is read. */
export const limitAskers = (api: FastifyInstance, rates: Rates, askerOf: (request: FastifyRequest) => Asker): void => {
  api.addHook('preParsing', async (request, reply) => {
    const { tablet, account } = askerOf(request)
    if (account && isSpent(reply, rates, 'account', account)) return sendProblem(reply, 'too-many-requests')
    if (account && request.routeOptions.url === telling && isSpent(reply, rates, 'notes', account))
      return sendProblem(reply, 'too-many-requests')
    if (tablet && isSpent(reply, rates, 'tablet', tablet)) return sendProblem(reply, 'too-many-requests')
  })
}

/** A network of IPv6 is one asker: whoever has one address of it has them all. */
export const netOf = (address: string): string => (isIPv6(address) && !isOwnAddress(address) ? wide(address) : address)

const wide = (address: string): string => {
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

/** Says in the reply how much is left (draft-ietf-httpapi-ratelimit-headers), and when to ask again. */
const isSpent = (reply: FastifyReply, rates: Rates, name: RateName, key: string): boolean => {
  const { left, wait } = rates[name].take(key)
  reply.header('ratelimit', wait === undefined ? `"${name}";r=${left}` : `"${name}";r=0;t=${wait}`)
  if (wait === undefined) return false
  reply.header('retry-after', String(wait))
  return true
}
