import { afterEach, describe, expect, it } from 'vitest'
import { isProxyList, trustedProxies } from '../../src/server/http/proxies.ts'
import { buildServer } from '../../src/server/http/server.ts'
import { readOperating } from '../../src/server/main/operating.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'

let app: Awaited<ReturnType<typeof buildServer>> | undefined
afterEach(async () => {
  await app?.close()
})

const hstsOf = async (remoteAddress: string, headers: { readonly [name: string]: string }, proxies: readonly string[] = []) => {
  await app?.close()
  app = await buildServer({ log: memoryServerLog(), now: () => '', loopbackOnly: false, publicHosts: [], proxies })
  return (await app.inject({ url: '/api/v1/health', remoteAddress, headers })).headers['strict-transport-security']
}

const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' }

describe('the word of a proxy', () => {
  it('is taken from this machine, and from whom it was said that they are one', () => {
    const trusts = trustedProxies(['10.0.0.2', '10.1.0.0/16', '2001:db8::/32'])
    for (const address of [
      '127.0.0.1',
      '127.8.9.1',
      '::1',
      '::ffff:127.0.0.1',
      '10.0.0.2',
      '::ffff:10.0.0.2',
      '10.1.255.1',
      '2001:db8::7',
    ])
      expect([address, trusts(address)]).toEqual([address, true])
    for (const address of ['10.0.0.3', '10.2.0.1', '203.0.113.9', '2001:db9::7', '', 'unix', '127.0.0.1.evil.example'.slice(9)])
      expect([address, trusts(address)]).toEqual([address, false])
  })

  it('can be named by addresses and networks alone', () => {
    expect(isProxyList([])).toBe(true)
    for (const wrong of ['proxy', '10.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', '*', '10.0.0.1/'])
      expect([wrong, isProxyList([wrong])]).toEqual([wrong, false])
    expect(readOperating({ TRUSTED_PROXIES: '10.0.0.2, 10.1.0.0/16' })).toMatchObject({
      value: { proxies: ['10.0.0.2', '10.1.0.0/16'] },
    })
    expect(readOperating({ TRUSTED_PROXIES: 'all' })).toMatchObject({ problem: { name: 'TRUSTED_PROXIES' } })
  })

  it('that it speaks https makes browsers speak nothing else; on plain http, or by a stranger’s word, nothing is said', async () => {
    const said = 'max-age=63072000; includeSubDomains'
    expect(await hstsOf('127.0.0.1', https)).toBe(said)
    expect(await hstsOf('127.0.0.1', {})).toBeUndefined()
    expect(await hstsOf('203.0.113.7', https)).toBeUndefined()
    expect(await hstsOf('10.0.0.2', https, ['10.0.0.2'])).toBe(said)
  })
})
