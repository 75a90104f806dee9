import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Browsers speak https alone with this name, and what lies below it, for two years after each answer. */
const hsts = 'max-age=63072000; includeSubDomains'

/** The camera reads the code of an enrolment. Nothing else of the device is ever asked for. */
const neverAsked = [
  ...['accelerometer', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer', 'microphone', 'midi', 'payment'],
  ...['publickey-credentials-get', 'serial', 'usb', 'xr-spatial-tracking'],
]
const permissions = ['camera=(self)', ...neverAsked.map((feature) => `${feature}=()`)].join(', ')

/**
 * Scripts are files of this release, and nothing else: no inline text, no `eval`, nobody else’s address. WebAssembly may be
 * compiled, for the hash of passphrases is made with it. Text becomes script nowhere: where Trusted Types are known, only the
 * page’s own policy gives out the addresses of workers. No form is ever sent by the browser itself.
 */
const directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'form-action': ["'none'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['default'],
}

/**
 * No `Cross-Origin-Embedder-Policy`: the policy above lets nothing of another origin in anyhow, and a worker’s script that a
 * tablet keeps from an earlier release, without that header, would no longer start.
 */
export const addSecurityHeaders = async (app: FastifyInstance): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    keepSecure(request, reply)
    if (!request.routeOptions.url?.startsWith('/api/')) reply.header('permissions-policy', permissions)
  })
}

/** Only over https, which a proxy speaks and says so: over plain http the header means nothing. */
const keepSecure = ({ protocol }: FastifyRequest, reply: FastifyReply): void => {
  if (protocol === 'https') reply.header('strict-transport-security', hsts)
}

/**
 * What an answer of the interface needs of all that: it is no page, and on a slow line a kilobyte of headers would cost more
 * than what an idle exchange says.
 */
export const interfaceHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const
