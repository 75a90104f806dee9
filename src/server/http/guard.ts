import type { FastifyRequest } from 'fastify'
import type { HttpProblem } from './problem.ts'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

export type Names = {
  /** Set where the server listens for this machine only: a name that points here from outside is then a rebinding attack. */
  readonly loopbackOnly: boolean
  /** Names under which a proxy on this machine serves it, `host` or `host:port`. */
  readonly publicHosts: readonly string[]
}

/** Until accounts exist, these two checks are what keeps another site's page from speaking to this server. */
export const guardProblem = (request: FastifyRequest, names: Names): HttpProblem | undefined => {
  const host = (request.headers.host ?? '').toLowerCase()
  if (names.loopbackOnly && !isLoopback(host) && !names.publicHosts.includes(host)) return 'wrong-host'
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  return changes && isForeign(request, [host, ...names.publicHosts]) ? 'forbidden' : undefined
}

const isLoopback = (host: string): boolean => loopbackNames.includes(host.replace(/:\d+$/, ''))

/** Browsers name the page's origin on every POST; what is no browser names none. */
const isForeign = ({ headers }: FastifyRequest, own: readonly string[]): boolean => {
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return true
  if (headers.origin === undefined) return false
  const origin = URL.parse(headers.origin)
  return origin === null || !own.includes(origin.host)
}
