import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '../../core/domain/time.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import type { Gate } from '../access/gate.ts'
import { openOverstepping } from '../access/overstepping.ts'
import { admit, knowCallers } from './access/admit.ts'
import { accessHandlers } from './access/handlers.ts'
import { inTurn } from './admission.ts'
import { type Courier, courierRoute } from './courier-route.ts'
import { type RouteName, shapes } from './interface.ts'
import { openApiText } from './openapi.ts'
import { personalHandlers } from './personal/handlers.ts'
import { type HttpProblem, sendProblem } from './problem.ts'
import { admitRoute, type Quarantine, quarantineRoute } from './quarantine-route.ts'
import { type Asker, limitAskers, type Rates } from './rates.ts'
import type { RouteShape } from './route-shape.ts'
import { interfaceHeaders } from './security-headers.ts'
import { manifestsRoute, namedRowsRoute, noSegments, type SegmentSource, segmentRoute } from './segments-route.ts'
import { syncRoute } from './sync-route.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

export type InterfaceParts = {
  readonly log: ServerLog
  readonly now: () => Instant
  /** How people get in; without one everybody is in. */
  readonly gate?: Gate | undefined
  /** Where first downloads come from; without it every stream comes by exchanges. */
  readonly segments?: SegmentSource | undefined
  /** Takes in what was carried here; without it nothing is. */
  readonly courier?: Courier | undefined
  /** Work that lies apart; without it nobody is told of any. */
  readonly quarantine?: Quarantine | undefined
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
  knowCallers(api)
  const overstep = openOverstepping()
  for (const shape of shapes as readonly Shape[]) {
    const { name, method, path, most } = shape
    const onRequest = admit(parts.gate?.accounts, shape, overstep)
    const limit = most ? { bodyLimit: most } : {}
    const route = { method, url: path, helmet: false, ...limit, onRequest, handler: handlers[name] } as const
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

type Shape = RouteShape & { readonly name: RouteName }

/** Whoever the credentials of a request belong to; nobody where there are no accounts. */
const askerOf = ({ caller }: FastifyRequest): Asker =>
  caller?.kind === 'tablet' ? { tablet: caller.tablet.id } : (caller?.access ?? {})

const handlersOf = ({
  log,
  now,
  gate,
  ready,
  courier,
  quarantine,
  segments = noSegments,
}: InterfaceParts): { readonly [name in RouteName]: Handler } => {
  const document = openApiText()
  return {
    sync: inTurn(syncRoute(log, now, gate?.accounts)),
    courier: inTurn(courierRoute(courier, now)),
    manifests: manifestsRoute(segments, gate?.accounts),
    segment: segmentRoute(segments),
    rows: namedRowsRoute(segments, gate?.accounts),
    directory: async ({ access }) => ({ administrations: await log.directory(access) }),
    quarantine: quarantineRoute(quarantine),
    admit: admitRoute(quarantine, now),
    health: async () => ({ ok: true, time: now() }),
    ready: async (_request, reply) => {
      const problem = await ready?.()
      return problem ? sendProblem(reply, problem) : { ready: true, time: now() }
    },
    ...accessHandlers(gate),
    ...personalHandlers(gate, log.signer),
    openapi: async (_request, reply) => reply.type('application/json; charset=utf-8').send(document),
  }
}
