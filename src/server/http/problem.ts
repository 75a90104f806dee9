import type { FastifyReply } from 'fastify'
import type { AccessProblem } from '../../core/protocol/access/problem.ts'

/** What is wrong with a whole request. One operation's trouble is in its receipt instead. */
const problems = {
  unreadable: { status: 400, title: 'The request cannot be read' },
  'not-ours': { status: 400, title: 'This is no sealed outbox' },
  cut: { status: 400, title: 'The end of the file is missing' },
  tampered: { status: 400, title: 'The file is not as it was written' },
  'too-deep': { status: 400, title: 'The file is nested deeper than allowed' },
  'sign-in': { status: 401, title: 'Sign in' },
  'wrong-credentials': { status: 401, title: 'The name or the passphrase is wrong' },
  'passphrase-expired': { status: 403, title: 'The passphrase was for one use within a time that is over; ask for another' },
  'must-change': { status: 403, title: 'Choose a passphrase of your own first' },
  'not-allowed': { status: 403, title: 'This account may not do that' },
  'out-of-scope': { status: 403, title: 'This is not within what the account may see' },
  revoked: { status: 403, title: 'This tablet was revoked' },
  'other-device': { status: 403, title: 'The session is another device’s' },
  'wrong-code': { status: 403, title: 'There is no such code' },
  'code-used': { status: 403, title: 'The code was used already' },
  'code-expired': { status: 403, title: 'The code is too old' },
  forbidden: { status: 403, title: 'Requests from another site are not taken' },
  'not-found': { status: 404, title: 'Nothing is here' },
  'no-accounts': { status: 404, title: 'This server has no accounts' },
  'too-slow': { status: 408, title: 'The request took too long to arrive' },
  'another-server': { status: 409, title: 'The file is sealed to a key that this server does not have' },
  'name-taken': { status: 409, title: 'Another account has this name' },
  'last-administrator': { status: 409, title: 'The last administrator stays' },
  'no-administration': { status: 409, title: 'There is no administration yet' },
  'not-demonstration': { status: 409, title: 'This administration is no demonstration' },
  'too-large': { status: 413, title: 'The request is larger than allowed' },
  'no-such-range': { status: 416, title: 'The segment has no such bytes' },
  'unsupported-type': { status: 415, title: 'Send application/json, plain or gzip' },
  'wrong-host': { status: 421, title: 'This server does not answer to that name' },
  'newer-version': { status: 422, title: 'A later release made this file' },
  'passphrase-short': { status: 422, title: 'A passphrase has at least twelve characters' },
  'passphrase-common': { status: 422, title: 'This passphrase is too easy to guess' },
  'passphrase-name': { status: 422, title: 'A passphrase must not be made of the name' },
  'upgrade-required': { status: 426, title: 'This version of the protocol is not spoken here' },
  'too-many-tries': { status: 429, title: 'Too many wrong tries; wait as long as Retry-After says' },
  'too-many-requests': { status: 429, title: 'Too much was asked at once; ask again after the time that Retry-After says' },
  'headers-too-large': { status: 431, title: 'The headers are larger than allowed' },
  'server-error': { status: 500, title: 'The server failed; send again, what was taken gets its receipt' },
  'database-silent': { status: 503, title: 'The database does not answer in time' },
  'database-outdated': { status: 503, title: 'The tables of the database are not those this version works with' },
  busy: { status: 503, title: 'The server has no room for this request now; ask again' },
  stopping: { status: 503, title: 'The server is shutting down' },
} as const satisfies { readonly [code in AccessProblem]: unknown } & { readonly [code: string]: Said }

type Said = { readonly status: number; readonly title: string }

export type HttpProblem = keyof typeof problems

export const httpProblems = Object.keys(problems) as readonly HttpProblem[]

/** RFC 9457: a code that a program can act on, and nothing of what is inside. */
export type ProblemDetail = { readonly type: string; readonly title: string; readonly status: number; readonly code: HttpProblem }

export const problemDetail = (code: HttpProblem): ProblemDetail => {
  const { status, title } = problems[code]
  return { type: `urn:palier:problem:${code}`, title, status, code }
}

/** Who refused is kept on the request too: the log tells it by its code. */
export const sendProblem = (reply: FastifyReply, code: HttpProblem): FastifyReply => {
  const detail = problemDetail(code)
  if (reply.request.told) reply.request.told.problem = code
  return reply
    .code(detail.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(detail))
}

/** The problem that a failure of the framework stands for. */
export const problemOf = (status: number): HttpProblem => {
  switch (status) {
    case 404:
      return 'not-found'
    case 408:
      return 'too-slow'
    case 413:
      return 'too-large'
    case 414:
    case 431:
      return 'headers-too-large'
    case 415:
      return 'unsupported-type'
    default:
      return status >= 400 && status < 500 ? 'unreadable' : 'server-error'
  }
}
