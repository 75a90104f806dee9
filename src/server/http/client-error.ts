import type { Socket } from 'node:net'
import { type HttpProblem, problemDetail } from './problem.ts'
import { interfaceHeaders } from './security-headers.ts'

/**
 * What is wrong before there is a request at all: bytes that are no HTTP, a head too large, one that never ends. Answered on
 * the bare connection, which then closes. Tells with which problem; undefined where nobody was left to answer.
 */
export const answerClientError = (problem: Error & { readonly code?: string }, socket: Socket): HttpProblem | undefined => {
  if (problem.code === 'ECONNRESET' || socket.destroyed) return undefined
  // Answered already: what still comes is thrown away.
  if (!socket.writable) return undefined
  const detail = problemDetail(codeOf(problem.code))
  const body = JSON.stringify(detail)
  const head = [
    `HTTP/1.1 ${detail.status} ${detail.code}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(interfaceHeaders).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  // Whoever is still sending would see the connection break before reading why.
  setTimeout(() => socket.destroy(), 1000).unref()
  return detail.code
}

const codeOf = (code: string | undefined): HttpProblem => {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'too-slow'
    case 'HPE_HEADER_OVERFLOW':
      return 'headers-too-large'
    default:
      return 'unreadable'
  }
}
