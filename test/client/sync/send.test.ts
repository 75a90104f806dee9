// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { httpSend } from '../../../src/client/sync/send.ts'
import { protocolVersion } from '../../../src/core/protocol/sync.ts'

const request = { protocol: protocolVersion, app: 'test', device: 'tablet-1', nonce: 'nonce-nonce', cursors: {}, operations: [] }
const good = {
  protocol: protocolVersion,
  nonce: request.nonce,
  epoch: 'e-1',
  time: '2026-11-22T09:00:00.000Z',
  receipts: [],
  changes: [],
  cursors: {},
  more: false,
}
const json = { 'content-type': 'application/json; charset=utf-8' }
const answering = (body: string, init: ResponseInit) => httpSend('/api/v1/sync', async () => new Response(body, init))(request)

describe('an answer', () => {
  it('counts when it is ours', async () => {
    expect(await answering(JSON.stringify(good), { headers: json })).toMatchObject({ ok: true, value: { epoch: 'e-1' } })
  })

  it.each([
    ['a captive portal’s page with 200', '<html>Bienvenue</html>', { headers: { 'content-type': 'text/html' } }],
    ['a portal’s page that claims to be JSON', '<html>Bienvenue</html>', { headers: json }],
    ['somebody else’s JSON', '{"ok":true}', { headers: json }],
    ['a reply to another request', JSON.stringify({ ...good, nonce: 'another-nonce' }), { headers: json }],
    ['another protocol', JSON.stringify({ ...good, protocol: 99 }), { headers: json }],
    ['a reply with a key that we do not know', JSON.stringify({ ...good, extra: 1 }), { headers: json }],
    ['a reply cut in the middle', JSON.stringify(good).slice(0, 60), { headers: json }],
    ['a proxy’s error', 'Bad gateway', { status: 502, headers: { 'content-type': 'text/plain' } }],
  ])('is no network when it is %s', async (_, body, init) => {
    expect(await answering(body, init)).toEqual({ ok: false, problem: { problem: 'no-network' } })
  })

  it('asks for an upgrade in words of its own', async () => {
    const problem = { 'content-type': 'application/problem+json' }
    expect(await answering('{}', { status: 426, headers: problem })).toEqual({
      ok: false,
      problem: { problem: 'upgrade-required' },
    })
    expect(await answering('{}', { status: 413, headers: problem })).toEqual({
      ok: false,
      problem: { problem: 'rejected', status: 413 },
    })
  })

  it('is no network when none comes', async () => {
    const silent = httpSend('/api/v1/sync', async () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await silent(request)).toEqual({ ok: false, problem: { problem: 'no-network' } })
  })
})
