import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { httpProblems } from '../../src/server/http/problem.ts'
import { openFile } from '../../src/server/store/sqlite-file.ts'
import { verifyFile } from '../../src/server/store/verify/verify-file.ts'
import { type Hostile, hostileRequest } from '../support/hostile-requests.ts'
import { seeded } from '../support/random.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

type Answer = { readonly status: number; readonly type: string; readonly body: Buffer; readonly ms: number }

const agent = new Agent({ keepAlive: true, maxSockets: 8 })
afterAll(() => agent.destroy())

const send = (url: string, { body, headers }: Pick<Hostile, 'body' | 'headers'>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const begun = performance.now()
    const sent = request(
      `${url}/api/v1/sync`,
      { method: 'POST', agent, headers: { 'content-length': body.length, ...headers } },
      (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('error', reject)
        reply.on('end', () => {
          const bytes = Buffer.concat(parts)
          const plain = reply.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
          resolve({
            status: reply.statusCode ?? 0,
            type: reply.headers['content-type'] ?? '',
            body: plain,
            ms: performance.now() - begun,
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

/** In MiB. */
const memoryOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** How many operations of each request the database holds, taken or in quarantine. */
const storedIn = async (path: string): Promise<ReadonlyMap<string, number>> => {
  const db = openFile(path)
  const taken = await db.selectFrom('operation').select('id').execute()
  const refused = await db.selectFrom('quarantine').select('claimed as id').execute()
  await db.destroy()
  const found = new Map<string, number>()
  for (const { id } of [...taken, ...refused]) {
    const name = /^hostile-\d+\./.exec(id)?.[0]
    if (name) found.set(name, (found.get(name) ?? 0) + 1)
  }
  return found
}

const allowed = new Set([200, 400, 403, 413, 415, 421, 426, 431])
const rounds = 2000

describe('a server that is sent anything at all', () => {
  it(`answers each of ${rounds} in time, with a code, all or nothing, and stays as it was`, { timeout: 300_000 }, async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const chance = seeded(seed)
    const data = join(folder.path, 'data')
    const server = await startServer(data)
    const pid = server.pid()
    const answers: { readonly hostile: Hostile; readonly answer: Answer }[] = []
    let next = 0
    let most = 0
    let slowest = 0
    const sender = async (): Promise<void> => {
      for (let number = next++; number < rounds; number = next++) {
        const hostile = hostileRequest(number, chance)
        const answer = await send(server.url, hostile).catch((problem) => {
          throw new Error(`seed ${seed}, request ${number}, ${hostile.what}: ${problem.message}`)
        })
        slowest = Math.max(slowest, answer.ms)
        most = Math.max(most, memoryOf(pid))
        answers.push({
          hostile: { ...hostile, body: Buffer.alloc(0) },
          answer: { ...answer, body: answer.body.subarray(0, 2000) },
        })
      }
    }
    await Promise.all([sender(), sender(), sender(), sender()])
    const where = (one: Hostile) => `seed ${seed}, ${one.name} ${one.what}`
    for (const { hostile, answer } of answers) {
      expect(allowed, where(hostile)).toContain(answer.status)
      if (answer.status === 200) continue
      expect(answer.type, where(hostile)).toBe('application/problem+json; charset=utf-8')
      expect(httpProblems, where(hostile)).toContain(JSON.parse(answer.body.toString()).code)
    }
    const stored = await storedIn(join(data, 'palier.db'))
    for (const { hostile, answer } of answers)
      expect(stored.get(hostile.name) ?? 0, where(hostile)).toBe(answer.status === 200 ? hostile.operations : 0)
    const right = answers.filter(({ hostile }) => hostile.what.startsWith('nothing wrong'))
    expect(right.length).toBeGreaterThan(20)
    expect(right.filter(({ answer }) => answer.status !== 200)).toEqual([])
    expect((await verifyFile(join(data, 'palier.db'))).counts.findings).toBe(0)
    expect([server.pid(), (await fetch(`${server.url}/api/v1/ready`)).status]).toEqual([pid, 200])
    expect(slowest, `seed ${seed}`).toBeLessThan(5000)
    expect(most, `seed ${seed}`).toBeLessThan(512)
    console.log(
      `seed ${seed}: slowest ${slowest.toFixed(0)} ms, at most ${most.toFixed(0)} MiB, ${answers.filter(({ answer }) => answer.status === 200).length} of ${rounds} taken`,
    )
    await server.stop()
  })
})
