import fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify'
import type { Instant } from '../../core/domain/time.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { limits } from '../../core/protocol/sync.ts'
import { guardProblem, type Names } from './guard.ts'
import { problemOf, sendProblem } from './problem.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { addStaticFiles } from './static-files.ts'
import { syncRoute } from './sync-route.ts'

export type ServerOptions = Names & {
  readonly log: ServerLog
  /** The built app; without it only the interface is served. */
  readonly dist?: string | undefined
  readonly now: () => Instant
  /** Silent when absent. */
  readonly logLevel?: 'warn' | 'error' | undefined
}

/** How long a request may take to arrive, in milliseconds: a full batch on a very slow line. */
const arrival = 120_000

export const buildServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const { log, dist, now, logLevel } = options
  const app = fastify({
    logger: logLevel ? { level: logLevel } : false,
    bodyLimit: limits.bytes,
    requestTimeout: arrival,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, _request, reply) => {
      sendProblem(reply, problemOf(error.statusCode ?? 400))
    },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error.statusCode ?? 500)
    if (problem === 'server-error') tell(request.log, error)
    return sendProblem(reply, problem)
  })
  await addSecurityHeaders(app)
  app.addHook('onRequest', async (request, reply) => {
    const problem = guardProblem(request, options)
    return problem ? sendProblem(reply, problem) : undefined
  })
  await addStaticFiles(app, dist)
  await app.register(interfaceRoutes(log, now), { prefix: '/api' })
  return app
}

const interfaceRoutes = (log: ServerLog, now: () => Instant) => async (api: FastifyInstance) => {
  api.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  api.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not-found'))
  api.post('/v1/sync', syncRoute(log, now))
  api.get('/v1/directory', async () => ({ epoch: log.epoch, administrations: await log.directory() }))
  api.get('/v1/health', async () => ({ ok: true, epoch: log.epoch, time: now() }))
}

/** Where it failed, without the message: a message can quote what somebody wrote. */
const tell = (logger: FastifyBaseLogger, error: FastifyError): void => {
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  logger.error({ name: error.name, code: error.code, at }, 'request failed')
}
