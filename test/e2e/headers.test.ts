import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { complaintsOf, settled } from './eyes.ts'
import { chooseFile, go, heading, keptOffline, openDemonstration, press, syncNow, tap } from './hands.ts'

/** The product under the very headers that it is served with, and what these headers stop. */

declare global {
  interface Window {
    breaches?: string[]
  }
}

const screens = ['/assess', '/gaps', '/library', '/library/catalogue', '/library/training', '/people', '/people/import']
const others = ['/campaigns', '/sync', '/sync/receipts', '/device', '/who', '/welcome']

const data = scratchFolder()
let server: RunningServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let context: BrowserContext
let page: Page
let complaints: string[]

const breaches = (): Promise<readonly string[]> => page.evaluate(() => window.breaches ?? [])

beforeAll(async () => {
  server = await startServer(data.path)
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'])
  context = await browser.newContext({ viewport: tablet, locale: 'fr-FR', baseURL: server.url, acceptDownloads: true })
  context.setDefaultTimeout(patience)
  await context.addInitScript(() => {
    window.breaches = []
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      window.breaches?.push(`${violatedDirective} ${blockedURI} ${sample}`),
    )
  })
  page = await context.newPage()
  complaints = complaintsOf(page)
  await openDemonstration(page, server.url)
  await keptOffline(page)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

describe('the app under its own headers', () => {
  it('has its service worker, its journal and every screen, and breaks no rule', async () => {
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(`${server.url}/sw.js`)
    expect(await page.evaluate(() => typeof (globalThis as { trustedTypes?: object }).trustedTypes)).toBe('object')
    await page.locator('section:has(#to-do) a').first().click()
    await heading(page, /./).waitFor()
    await tap(page, 2)
    for (const screen of [...screens, ...others]) {
      await go(page, screen)
      await settled(page)
    }
    await syncNow(page)
    expect(page.workers().map((worker) => worker.url())).toEqual([expect.stringMatching(/\/assets\/journal\.worker-[\w-]+\.js$/)])
    expect([complaints, await breaches()]).toEqual([[], []])
  })

  it('reads a list in a worker, and hands a file over', async () => {
    await go(page, '/people/import')
    await chooseFile(page, 'agents.csv', Buffer.from('Matricule;Nom;Prénom\r\nM-1;KEITA;Awa\r\n'))
    await go(page, '/gaps')
    await settled(page)
    const [saved] = await Promise.all([page.waitForEvent('download'), press(page, /CSV/)])
    expect(saved.suggestedFilename()).toMatch(/\.csv$/)
    expect((await readFile(await saved.path(), 'utf8')).startsWith('\ufeff')).toBe(true)
    expect([complaints, await breaches()]).toEqual([[], []])
  })

  it('may use the camera, to read a code', async () => {
    const tracks = await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true })
      const found = stream.getTracks().map(({ kind }) => kind)
      for (const track of stream.getTracks()) track.stop()
      return found
    })
    expect(tracks).toEqual(['video'])
  })

  it('compiles WebAssembly', async () => {
    const magic = [0, 97, 115, 109, 1, 0, 0, 0]
    expect(
      await page.evaluate(
        async (bytes) =>
          WebAssembly.validate(new Uint8Array(bytes)) &&
          (await WebAssembly.compile(new Uint8Array(bytes))) instanceof WebAssembly.Module,
        magic,
      ),
    ).toBe(true)
  })

  it('keeps nothing of the interface in any cache', async () => {
    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return requests.flat().map(({ url }) => new URL(url).pathname)
    })
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.filter((path) => path.startsWith('/api'))).toEqual([])
    await context.setOffline(true)
    expect(
      await page.evaluate(() =>
        fetch('/api/v1/health').then(
          () => 'answered',
          () => 'no network',
        ),
      ),
    ).toBe('no network')
    await context.setOffline(false)
  })
})

/** Tools that drive the browser may evaluate text; what a timer runs later stands under the page’s own rules. */
const asThePage = (deed: string): Promise<string> =>
  page.evaluate((name) => {
    const deeds: { readonly [what: string]: () => unknown } = {
      script: () => (Reflect.get(globalThis, 'eval') as (text: string) => unknown)('1 + 1'),
      function: () => new Function('return 1')(),
      markup: () => {
        document.body.insertAdjacentHTML('beforeend', '<b>x</b>')
      },
      'inline script': () => {
        document.body.append(Object.assign(document.createElement('script'), { text: '1' }))
      },
      'worker of text': () => new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))),
      'worker from the interface': () => new Worker('/api/v1/openapi.json'),
      policy: () =>
        (
          globalThis as never as { trustedTypes: { createPolicy: (name: string, rules: object) => object } }
        ).trustedTypes.createPolicy('mine', {}),
    }
    return new Promise<string>((resolve) =>
      setTimeout(() => {
        try {
          deeds[name]?.()
          resolve('ran')
        } catch (problem) {
          resolve((problem as Error).name)
        }
      }),
    )
  }, deed)

describe('what has slipped into the page', () => {
  it.each(['script', 'function', 'markup', 'inline script', 'worker of text', 'worker from the interface', 'policy'])(
    'cannot make text run as %s',
    async (deed) => {
      expect(await asThePage(deed)).toMatch(/^(TypeError|EvalError)$/)
    },
  )

  it('cannot send anything out, nor a form', async () => {
    const stopped = await page.evaluate(async () => {
      const before = window.breaches?.length ?? 0
      const out = await fetch('https://evil.example/').then(
        () => 'went',
        () => 'stopped',
      )
      new Image().src = 'https://evil.example/x.png'
      const form = Object.assign(document.createElement('form'), { action: '/api/v1/sync', method: 'post' })
      document.body.append(form)
      form.submit()
      await new Promise((resolve) => setTimeout(resolve, 300))
      return {
        out,
        rules: (window.breaches ?? [])
          .slice(before)
          .map((one) => one.split(' ')[0])
          .sort(),
      }
    })
    expect(stopped).toEqual({ out: 'stopped', rules: ['connect-src', 'form-action', 'img-src'] })
  })
})
