import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '../../src/server/http/server.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'
import { scratchFolder } from '../support/server-process.ts'

const folder = scratchFolder()
const dist = join(folder.path, 'dist')
const page = '<!doctype html><title>Palier</title>'
const script = 'console.log("palier")'
const files: { readonly [name: string]: string | Buffer } = {
  'index.html': page,
  'sw.js': 'self.addEventListener("fetch", () => {})',
  'manifest.webmanifest': '{"name":"Palier"}',
  'assets/app-8f3a.js': script,
  'assets/app-8f3a.js.br': brotliCompressSync(script),
  'packs/douanes.json': '{}',
  '.vite/manifest.json': '{"secret":true}',
}

const build = (built: string | undefined) =>
  buildServer({ log: memoryServerLog(), dist: built, now: () => '', loopbackOnly: true, publicHosts: [] })
let app: Awaited<ReturnType<typeof build>>

beforeAll(async () => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(dist, name, '..'), { recursive: true })
    writeFileSync(join(dist, name), content)
  }
  app = await build(dist)
})
afterAll(async () => {
  await app.close()
  folder.remove()
})

const html = 'text/html,application/xhtml+xml,*/*;q=0.8'
const get = (url: string, headers: { [name: string]: string } = {}) => app.inject({ url, headers })

describe('the app’s files', () => {
  it('never change under a name that carries their hash', async () => {
    const reply = await get('/assets/app-8f3a.js')
    expect([reply.body, reply.headers['cache-control']]).toEqual([script, 'public, max-age=31536000, immutable'])
    expect(reply.headers['content-type']).toMatch(/javascript/)
  })

  it('are sent compressed to who accepts it, and told apart by caches', async () => {
    const reply = await get('/assets/app-8f3a.js', { 'accept-encoding': 'gzip, br' })
    expect(reply.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
    expect(reply.headers['cache-control']).toContain('immutable')
    expect(reply.headers['content-type']).toMatch(/javascript/)
    expect(reply.rawPayload).toEqual(files['assets/app-8f3a.js.br'])
  })

  it('are asked for again where the name stays: page, worker, manifest, packs', async () => {
    for (const url of ['/', '/index.html', '/sw.js', '/manifest.webmanifest', '/packs/douanes.json']) {
      const reply = await get(url)
      expect([url, reply.statusCode, reply.headers['cache-control']]).toEqual([url, 200, 'no-cache'])
      const again = await get(url, { 'if-none-match': String(reply.headers.etag) })
      expect([url, again.statusCode]).toEqual([url, 304])
    }
  })

  it('are never replaced by the page: a missing asset is missing', async () => {
    for (const url of ['/assets/app-0000.js', '/assets/', '/assets', '/icons/gone.png', '/sw2.js', '/assets/deep/link']) {
      const reply = await get(url, { accept: html })
      expect([url, reply.statusCode]).toEqual([url, 404])
      expect(reply.body).not.toContain('<title>')
    }
  })

  it('stop at the folder: nothing hidden, nothing above', async () => {
    const above = ['/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fpackage.json', '//etc/passwd']
    for (const url of ['/.vite/manifest.json', ...above]) {
      const reply = await get(url)
      expect([url, reply.statusCode >= 400]).toEqual([url, true])
    }
  })
})

describe('an address within the app', () => {
  it('opens the app', async () => {
    for (const url of ['/campaigns', '/campaigns/c-1/grid', '/assess/as-1?step=2.5', '/people/']) {
      const reply = await get(url, { accept: html })
      expect([url, reply.statusCode, reply.body]).toEqual([url, 200, page])
      expect(reply.headers['cache-control']).toBe('no-cache')
    }
  })

  it('opens it for a person only, not for a program that asked for something else', async () => {
    expect((await get('/campaigns', { accept: 'application/json' })).statusCode).toBe(404)
    expect((await app.inject({ method: 'DELETE', url: '/campaigns', headers: { accept: html } })).statusCode).toBe(404)
  })
})

describe('every reply', () => {
  it('carries the headers that keep the page to itself', async () => {
    for (const url of ['/', '/campaigns', '/assets/app-8f3a.js', '/assets/gone.js', '/api/none']) {
      const { headers } = await get(url, { accept: html })
      expect(headers, url).toMatchObject({
        'content-security-policy':
          "default-src 'none';script-src 'self' 'wasm-unsafe-eval';style-src 'self';img-src 'self' data: blob:;font-src 'self';" +
          "connect-src 'self';worker-src 'self';manifest-src 'self';form-action 'none';base-uri 'none';frame-ancestors 'none';" +
          "require-trusted-types-for 'script';trusted-types default",
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
      })
      expect(headers['permissions-policy']).toContain('camera=(self), ')
      expect(headers['permissions-policy']).toContain('microphone=()')
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })

  it('of the interface is no page, keeps that to itself too, and spends few bytes on saying so', async () => {
    const { headers } = await get('/api/v1/health', { accept: html })
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
  })

  it('says so when the app was not built, and the interface still answers', async () => {
    const bare = await build(join(folder.path, 'nowhere'))
    expect((await bare.inject({ url: '/', headers: { accept: html } })).statusCode).toBe(404)
    expect((await bare.inject('/api/v1/health')).statusCode).toBe(200)
    await bare.close()
  })
})
