import type { FastifyReply } from 'fastify'

/** What is wrong with a whole request. One operation's trouble is in its receipt instead. */
const problems = {
  unreadable: { status: 400, title: 'The request cannot be read' },
  forbidden: { status: 403, title: 'Requests from another site are not taken' },
  'not-found': { status: 404, title: 'Nothing is here' },
  'too-large': { status: 413, title: 'The request is larger than allowed' },
  'unsupported-type': { status: 415, title: 'Send application/json, plain or gzip' },
  'wrong-host': { status: 421, title: 'This server does not answer to that name' },
  'upgrade-required': { status: 426, title: 'This version of the protocol is not spoken here' },
  'server-error': { status: 500, title: 'The server failed; nothing was taken' },
} as const

export type HttpProblem = keyof typeof problems

/** Answers with RFC 9457: a code that a program can act on, and nothing of what is inside. */
export const sendProblem = (reply: FastifyReply, code: HttpProblem): FastifyReply => {
  const { status, title } = problems[code]
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:palier:problem:${code}`, title, status, code }))
}

/** The problem that a failure of the framework stands for. */
export const problemOf = (status: number): HttpProblem => {
  switch (status) {
    case 404:
      return 'not-found'
    case 413:
      return 'too-large'
    case 415:
      return 'unsupported-type'
    default:
      return status >= 400 && status < 500 ? 'unreadable' : 'server-error'
  }
}
