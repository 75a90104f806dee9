import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { shapes } from '../../src/server/http/interface.ts'
import { httpProblems } from '../../src/server/http/problem.ts'
import { verifyFile } from '../../src/server/store/verify/verify-file.ts'
import { ask, firstAdministrator } from '../support/access.ts'
import { type HostileRoute, hostileRoute } from '../support/hostile-routes.ts'
import { seeded } from '../support/random.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const agent = new Agent({ keepAlive: true, maxSockets: 4 })
afterAll(() => agent.destroy())

type Answer = { readonly status: number; readonly type: string; readonly text: string; readonly ms: number }

const send = (url: string, { method, path, headers, body }: HostileRoute): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const begun = performance.now()
    const { hostname, port } = new URL(url)
    const length = body ? { 'content-length': String(body.length) } : {}
    const sent = request(
      { hostname, port, path, method, agent, headers: { host: `${hostname}:${port}`, ...length, ...headers } },
      (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('error', reject)
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 0,
            type: reply.headers['content-type'] ?? '',
            text: Buffer.concat(parts).toString().slice(0, 4000),
            ms: performance.now() - begun,
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

/** What would tell of the inside: places in the code, the database's words, the machine's folders. */
const inside =
  /\bat (?:async )?[\w.<>]+ \(|\.ts:\d|node_modules|sqlite|postgres|kysely|fastify|zod|palier\.db|\/(?:tmp|home|root|work)\/|stack|Error\b|undefined/i

const rounds = 1000
const roundsSignedIn = 600

/** Sends so many requests, four at a time, and tells what came of it. */
const besiege = async (server: RunningServer, count: number, bearer?: string) => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const chance = seeded(seed)
  const pid = server.pid()
  let [next, most, slowest] = [0, 0, 0]
  const wrong: string[] = []
  const seen = new Map<string, number>()
  const sender = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      const hostile = hostileRoute(number, chance, bearer)
      const answer = await send(server.url, hostile).catch((problem: Error) => ({
        status: 0,
        type: '',
        text: problem.message,
        ms: 0,
      }))
      slowest = Math.max(slowest, answer.ms)
      most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
      seen.set(`${answer.status}`, (seen.get(`${answer.status}`) ?? 0) + 1)
      const trouble = troubleIn(answer, hostile)
      if (trouble) wrong.push(`${number} ${hostile.what}: ${trouble}: ${answer.status} ${answer.text.slice(0, 200)}`)
    }
  }
  await Promise.all([sender(), sender(), sender(), sender()])
  const figures = `slowest ${slowest.toFixed(0)} ms, at most ${most.toFixed(0)} MiB`
  console.log(`seed ${seed}: ${JSON.stringify(Object.fromEntries(seen))}, ${figures}`)
  expect(wrong.slice(0, 10), `seed ${seed}`).toEqual([])
  expect(seen.get('200'), `seed ${seed}`).toBeGreaterThan(shapes.length)
  expect([server.pid(), (await fetch(`${server.url}/api/v1/ready`)).status]).toEqual([pid, 200])
  expect(slowest, `seed ${seed}`).toBeLessThan(5000)
  expect(most, `seed ${seed}`).toBeLessThan(512)
}

describe('every route, asked anything at all', () => {
  it(`answers each of ${rounds} in time, in the open words of a problem, and stays as it was`, { timeout: 300_000 }, async () => {
    const data = join(folder.path, 'open')
    const server = await startServer(data, { ACCESS: 'open' })
    await besiege(server, rounds)
    expect((await verifyFile(join(data, 'palier.db'))).counts.findings).toBe(0)
    await server.stop()
  })

  it(`so does a server with accounts, ${roundsSignedIn} times in the name of its administrator`, {
    timeout: 300_000,
  }, async () => {
    const data = join(folder.path, 'accounts')
    const server = await startServer(data, { ACCESS: 'accounts' })
    const { token } = await firstAdministrator(server)
    await besiege(server, roundsSignedIn, token)
    expect((await ask(server.url, '/v1/me', { token })).status).toBe(200)
    expect((await verifyFile(join(data, 'palier.db'))).counts.findings).toBe(0)
    await server.stop()
  })
})

const troubleIn = ({ status, type, text }: Answer, { method }: HostileRoute): string | undefined => {
  if (status >= 200 && status < 400) return undefined
  if (status === 0) return 'no answer'
  if (status >= 500) return 'the server failed'
  if (method === 'HEAD') return undefined
  if (!type.startsWith('application/problem+json')) return 'no problem detail'
  const { code, ...detail } = JSON.parse(text)
  if (!httpProblems.includes(code)) return 'a code that nobody knows'
  if (Object.keys(detail).sort().join() !== 'status,title,type' || detail.status !== status)
    return 'more or less than a problem says'
  return inside.test(text) ? 'words from the inside' : undefined
}
