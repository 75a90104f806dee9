import fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { openBuckets } from '../../src/server/http/buckets.ts'
import { limitAskers, openRates } from '../../src/server/http/rates.ts'
import { buildServer } from '../../src/server/http/server.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'

let now = 0
const clock = () => now

let app: Awaited<ReturnType<typeof buildServer>> | undefined
afterEach(async () => {
  await app?.close()
  app = undefined
})

const serve = async () => {
  const rates = openRates({ address: { burst: 3, perSecond: 0.5 }, door: { burst: 1, perSecond: 0.1 } }, clock)
  app = await buildServer({
    log: memoryServerLog(),
    now: () => '',
    loopbackOnly: false,
    publicHosts: [],
    rates,
    proxies: ['10.0.0.2'],
  })
  return async (remoteAddress: string, headers: { readonly [name: string]: string } = {}, url = '/api/v1/health') => {
    const reply = await app?.inject({ url, remoteAddress, headers })
    return {
      status: reply?.statusCode,
      wait: reply?.headers['retry-after'],
      left: reply?.headers['ratelimit'],
      code: reply?.json().code,
    }
  }
}

describe('a bucket', () => {
  it('lets a burst through, then so many a second, and never holds more than a burst', () => {
    const buckets = openBuckets({ burst: 2, perSecond: 2 }, clock)
    const takes = (times: number) => Array.from({ length: times }, () => buckets.take('a').wait)
    expect(takes(4)).toEqual([undefined, undefined, 1, 1])
    now += 500
    expect(takes(2)).toEqual([undefined, 1])
    now += 3_600_000
    expect(takes(3)).toEqual([undefined, undefined, 1])
    expect(buckets.take('b')).toEqual({ left: 1 })
  })

  it('forgets whom it has not heard of for longest, so that no flood of names fills the memory', () => {
    const buckets = openBuckets({ burst: 1, perSecond: 0.01 }, clock, 2)
    for (const name of ['a', 'b', 'a']) buckets.take(name)
    buckets.take('c')
    expect(['a', 'c', 'b'].map((name) => buckets.take(name).wait !== undefined)).toEqual([true, true, false])
  })
})

describe('an address that asks too much', () => {
  it('is told with a code when to ask again, and is let through then; others meanwhile', async () => {
    const ask = await serve()
    for (const left of [2, 1, 0]) expect(await ask('203.0.113.7')).toMatchObject({ status: 200, left: `"address";r=${left}` })
    expect(await ask('203.0.113.7')).toEqual({ status: 429, wait: '2', left: '"address";r=0;t=2', code: 'too-many-requests' })
    expect((await ask('203.0.113.8')).status).toBe(200)
    now += 2000
    expect((await ask('203.0.113.7')).status).toBe(200)
  })

  it('is the one behind the proxy, not the one that it made up', async () => {
    const ask = await serve()
    const through = (real: string, lie: string) => ask('10.0.0.2', { 'x-forwarded-for': `${lie}, ${real}` })
    for (const lie of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) expect((await through('203.0.113.9', lie)).status).toBe(200)
    expect((await through('203.0.113.9', '192.0.2.4')).status).toBe(429)
    expect((await through('203.0.113.10', '192.0.2.4')).status).toBe(200)
    // A stranger's own word on who it is counts for nothing.
    for (const lie of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) await ask('203.0.113.11', { 'x-forwarded-for': lie })
    expect((await ask('203.0.113.11', { 'x-forwarded-for': '4.4.4.4' })).status).toBe(429)
  })

  it('is a whole network where it has one, and IPv4 is IPv4 in any clothes', async () => {
    const ask = await serve()
    for (const host of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:DB8:1:2:0:0:0:7'])
      expect((await ask(host)).status).toBe(200)
    expect((await ask('2001:db8:1:2::8')).status).toBe(429)
    expect((await ask('2001:db8:1:3::8')).status).toBe(200)
    for (const host of ['203.0.113.20', '::ffff:203.0.113.20', '203.0.113.20']) await ask(host)
    expect((await ask('::ffff:203.0.113.20')).status).toBe(429)
  })

  it('is not this machine: a proxy that does not say for whom it asks would lock everybody out', async () => {
    const ask = await serve()
    for (let times = 0; times < 20; times += 1) expect((await ask('127.0.0.1')).left).toBeUndefined()
    for (let times = 0; times < 20; times += 1) expect((await ask('::ffff:127.0.0.1')).status).toBe(200)
  })
})

describe('a tablet, or an account, that asks too much', () => {
  it('is told so wherever it asks from, before its body is read', async () => {
    const bare = fastify()
    const rates = openRates({ tablet: { burst: 2, perSecond: 1 }, account: { burst: 3, perSecond: 1 } }, clock)
    limitAskers(bare, rates, ({ headers }) => ({ tablet: String(headers['x-tablet']), account: String(headers['x-account']) }))
    bare.post('/', async ({ body }) => body)
    let from = 0
    const ask = async (tablet: string, account: string, payload = '{}') => {
      const headers = { 'content-type': 'application/json', 'x-tablet': tablet, 'x-account': account }
      from += 1
      const reply = await bare.inject({ method: 'POST', url: '/', headers, payload, remoteAddress: `203.0.113.${from}` })
      return [reply.statusCode, reply.json().code ?? '']
    }
    expect([await ask('one', 'awa'), await ask('one', 'awa')]).toEqual(Array(2).fill([200, '']))
    expect(await ask('one', 'awa', '{ broken')).toEqual([429, 'too-many-requests'])
    expect(await ask('two', 'awa')).toEqual([429, 'too-many-requests'])
    expect(await ask('two', 'ibou')).toEqual([200, ''])
    await bare.close()
  })
})
