import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '../../core/domain/time.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { inTurn } from './admission.ts'
import { type Courier, courierRoute } from './courier-route.ts'
import { type RouteName, type RouteShape, shapes } from './interface.ts'
import { openApiText } from './openapi.ts'
import { type HttpProblem, sendProblem } from './problem.ts'
import { type Asker, limitAskers, type Rates } from './rates.ts'
import { interfaceHeaders } from './security-headers.ts'
import { manifestsRoute, namedRowsRoute, noSegments, type SegmentSource, segmentRoute } from './segments-route.ts'
import { syncRoute } from './sync-route.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

export type InterfaceParts = {
  readonly log: ServerLog
  readonly now: () => Instant
  /** Where first downloads come from; without it every stream comes by exchanges. */
  readonly segments?: SegmentSource | undefined
  /** Takes in what was carried here; without it nothing is. */
  readonly courier?: Courier | undefined
  /** What stands against sending work here; undefined when nothing does. Always ready when absent. */
  readonly ready?: (() => Promise<HttpProblem | undefined>) | undefined
}

/** Registers every route of the interface, below the prefix where it stands. */
export const interfaceRoutes = (parts: InterfaceParts, rates: Rates) => async (api: FastifyInstance) => {
  const handlers = handlersOf(parts)
  api.addHook('onRequest', async (_request, reply) => {
    reply.headers(interfaceHeaders)
  })
  limitAskers(api, rates, askerOf)
  api.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not-found'))
  for (const shape of shapes) {
    const { name, method, path } = shape
    const route = { method, url: path, helmet: false, handler: handlers[name] } as const
    if (takesBytes(shape)) await api.register(async (own) => void bytesTaken(own).route(route))
    else api.route(route)
  }
}

const takesBytes = ({ takes }: RouteShape): boolean => takes?.type === 'application/octet-stream'

/** No other route takes bytes. */
const bytesTaken = (own: FastifyInstance): FastifyInstance => {
  own.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  return own
}

/** Whoever the credentials of a request belong to; nobody where there are no accounts. */
const askerOf = (request: FastifyRequest): Asker => (request as { readonly access?: Asker }).access ?? {}

const handlersOf = ({
  log,
  now,
  ready,
  courier,
  segments = noSegments,
}: InterfaceParts): { readonly [name in RouteName]: Handler } => {
  const document = openApiText()
  return {
    sync: inTurn(syncRoute(log, now)),
    courier: inTurn(courierRoute(courier, now)),
    manifests: manifestsRoute(segments),
    segment: segmentRoute(segments),
    rows: namedRowsRoute(segments),
    directory: async () => ({ administrations: await log.directory() }),
    health: async () => ({ ok: true, time: now() }),
    ready: async (_request, reply) => {
      const problem = await ready?.()
      return problem ? sendProblem(reply, problem) : { ready: true, time: now() }
    },
    openapi: async (_request, reply) => reply.type('application/json; charset=utf-8').send(document),
  }
}
