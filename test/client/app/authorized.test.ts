import { afterEach, expect, it, vi } from 'vitest'
import { authorized } from '../../../src/client/app/authorized.ts'
import { useSession } from '../../../src/client/app/session.ts'
import type { OpenSession } from '../../../src/client/vault/lock-port.ts'

afterEach(() => {
  useSession.setState({ session: null })
  vi.unstubAllGlobals()
})

const asked = async (
  init?: RequestInit,
): Promise<{ readonly address: string; readonly headers: Headers; readonly init: RequestInit }> => {
  const ask = vi.fn(async (_input: RequestInfo | URL, _init?: RequestInit) => new Response('{}'))
  vi.stubGlobal('fetch', ask)
  await authorized('/api/v1/sync', init)
  const [address, sent = {}] = ask.mock.calls[0] ?? []
  return { address: String(address), headers: new Headers(sent.headers), init: sent }
}

it('asks in the name of whoever has opened the profile, in a header alone, with the token of that moment', async () => {
  let token = 'first'
  useSession.setState({ session: { token: () => token } as OpenSession })
  const init = { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: 'x' }
  const { address, headers, init: sent } = await asked(init)
  expect([address, headers.get('authorization')]).toEqual(['/api/v1/sync', 'Bearer first'])
  expect([headers.get('content-type'), sent.method, sent.body]).toEqual(['application/x-ndjson', 'POST', 'x'])
  token = 'renewed'
  expect((await asked(init)).headers.get('authorization')).toBe('Bearer renewed')
})

it('asks as nobody where there are no accounts', async () => {
  expect((await asked({ method: 'POST' })).headers.has('authorization')).toBe(false)
})
