import { randomUUID } from 'node:crypto'
import fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify'
import { limits } from '../../core/protocol/limits.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { limitArrivals } from './admission.ts'
import { answerClientError } from './client-error.ts'
import { closeInOrder } from './closing.ts'
import { drainRefused } from './drain.ts'
import { guardProblem, type Names } from './guard.ts'
import { type InterfaceParts, interfaceRoutes } from './interface-routes.ts'
import { type LogLevel, logOptions } from './logging.ts'
import { problemOf, sendProblem } from './problem.ts'
import { trustedProxies } from './proxies.ts'
import { limitAddresses, openRates, type Rates } from './rates.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { addStaticFiles } from './static-files.ts'
import { openWatch } from './watch.ts'

export type ServerOptions = Names &
  InterfaceParts & {
    /** The built app; without it only the interface is served. */
    readonly dist?: string | undefined
    /** Silent when absent. */
    readonly logLevel?: LogLevel | undefined
    /** Standard output when absent. */
    readonly logTo?: { readonly write: (line: string) => void } | undefined
    readonly metrics?: Pick<Metrics, 'begun' | 'ended'> | undefined
    readonly patience?: Patience | undefined
    /** How much may be asked; the usual when absent. */
    readonly rates?: Rates | undefined
    /** Proxies whose word on who asks is taken, beside those on this machine. */
    readonly proxies?: readonly string[] | undefined
    /** Asked at every reply: whether the process was told to end. */
    readonly isStopping?: (() => boolean) | undefined
  }

/** In milliseconds. */
export type Patience = {
  /** How long a request may take to arrive: a full batch on a very slow line. */
  readonly arrival: number
  /** How long its headers may take. */
  readonly headers: number
  /** How long a connection may stay without a byte in either direction. */
  readonly silence: number
}

const defaultPatience: Patience = { arrival: 120_000, headers: 20_000, silence: 60_000 }

export const buildServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const { dist, logLevel, logTo, patience = defaultPatience, rates = openRates() } = options
  const watch = openWatch(options.metrics)
  const app: FastifyInstance = fastify({
    logger: logLevel ? logOptions(logLevel, logTo) : false,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies(options.proxies ?? []),
    bodyLimit: limits.bytes,
    requestTimeout: patience.arrival,
    connectionTimeout: patience.silence,
    http: { headersTimeout: patience.headers, connectionsCheckingInterval: Math.min(1000, patience.headers) },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: (problem, socket) => {
      const answered = answerClientError(problem, socket)
      if (answered) app.log.info({ problem: answered }, 'no request')
    },
    frameworkErrors: (error, request, reply) => {
      watch(request, reply)
      sendProblem(reply, problemOf(error.statusCode ?? 400))
    },
  })
  app.decorateRequest('told')
  app.addHook('onRequest', async (request, reply) => watch(request, reply))
  closeInOrder(app, options.isStopping)
  drainRefused(app)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['application/json', 'application/x-ndjson'], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error.statusCode ?? 500)
    if (problem === 'server-error') request.log.error({ err: error }, 'request failed')
    return sendProblem(reply, problem)
  })
  await addSecurityHeaders(app)
  app.addHook('onRequest', async (request, reply) => {
    const problem = guardProblem(request, options)
    return problem ? sendProblem(reply, problem) : undefined
  })
  limitAddresses(app, rates)
  limitArrivals(app)
  await addStaticFiles(app, dist)
  await app.register(interfaceRoutes(options, rates), { prefix: '/api' })
  return app
}
