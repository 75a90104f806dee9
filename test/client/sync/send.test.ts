// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { httpSend } from '../../../src/client/sync/send.ts'

const silent = { received: () => undefined, sent: () => undefined }
const lines = { 'content-type': 'application/x-ndjson' }
const answering = (body: string, init: ResponseInit) => httpSend('/api/v1/sync', async () => new Response(body, init))('', silent)

const heard = async (body: string | ReadableStream<Uint8Array>): Promise<readonly string[]> => {
  const answer = await httpSend('/api/v1/sync', async () => new Response(body, { headers: lines }))('', silent)
  if (!answer.ok) throw new Error(answer.problem.problem)
  const found: string[] = []
  for await (const line of answer.value) found.push(typeof line === 'string' ? line : new TextDecoder().decode(line))
  return found
}

const streamOf = (pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })

describe('an answer', () => {
  it('comes line by line; what broke off is nothing', async () => {
    expect(await heard('un\ndeux\ntro')).toEqual(['un', 'deux'])
    expect(await heard('été\n')).toEqual(['été'])
    expect(await heard('')).toEqual([])
  })

  it('comes whole, however it is cut on its way', async () => {
    const bytes = new TextEncoder().encode('été\n\nune ligne plus longue 👩🏾‍🏫\nfin\nreste')
    for (let size = 1; size <= bytes.length; size += 1) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size))
      const found = await heard(streamOf(pieces))
      expect(found).toEqual(['été', '', 'une ligne plus longue 👩🏾‍🏫', 'fin'])
    }
  })

  it.each([
    ['a captive portal’s page with 200', '<html>Bienvenue</html>', { headers: { 'content-type': 'text/html' } }],
    ['somebody else’s JSON', '{"ok":true}', { headers: { 'content-type': 'application/json' } }],
    ['a proxy’s error', 'Bad gateway', { status: 502, headers: { 'content-type': 'text/plain' } }],
  ])('is no network when it is %s', async (_, body, init) => {
    expect(await answering(body, init)).toEqual({ ok: false, problem: { problem: 'no-network' } })
  })

  it('asks for an upgrade, and tells what was too large, whoever says so', async () => {
    const problem = { 'content-type': 'application/problem+json' }
    expect(await answering('{"code":"other-device"}', { status: 403, headers: problem })).toEqual({
      ok: false,
      problem: { problem: 'signed-out' },
    })
    expect(await answering('{"code":"forbidden"}', { status: 403, headers: problem })).toMatchObject({ problem: { status: 403 } })
    expect(await answering('{}', { status: 401, headers: problem })).toEqual({ ok: false, problem: { problem: 'signed-out' } })
    expect(await answering('{}', { status: 426, headers: problem })).toEqual({
      ok: false,
      problem: { problem: 'upgrade-required' },
    })
    for (const headers of [problem, { 'content-type': 'text/html' }])
      expect(await answering('{}', { status: 413, headers })).toEqual({
        ok: false,
        problem: { problem: 'rejected', status: 413 },
      })
  })

  it('tells how long a server that has too much to do wants to be left alone', async () => {
    const asked = (status: number, wait?: string) =>
      answering('{}', {
        status,
        headers: { 'content-type': 'application/problem+json', ...(wait ? { 'retry-after': wait } : {}) },
      })
    for (const status of [429, 503])
      expect(await asked(status, '7')).toEqual({ ok: false, problem: { problem: 'too-many-requests', wait: 7 } })
    for (const wait of [undefined, 'soon', '-1', '99999999'])
      expect(await asked(429, wait)).toEqual({ ok: false, problem: { problem: 'rejected', status: 429 } })
  })

  it('is headquarters’ own failure where it says so itself, and no network where another server failed', async () => {
    const failing = (body: string, type = 'application/problem+json') =>
      answering(body, { status: 500, headers: { 'content-type': type } })
    const ours = '{"code":"server-error"}'
    expect(await failing(ours)).toEqual({ ok: false, problem: { problem: 'rejected', status: 500 } })
    for (const other of [failing('{"title":"Oops"}'), failing('Oops'), failing(ours, 'application/json')])
      expect(await other).toEqual({ ok: false, problem: { problem: 'no-network' } })
  })

  it('is no network when none comes', async () => {
    const none = httpSend('/api/v1/sync', async () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await none('', silent)).toEqual({ ok: false, problem: { problem: 'no-network' } })
  })
})
