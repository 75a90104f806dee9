import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

const ready = async (url: string) => {
  const reply = await fetch(`${url}/api/v1/ready`, { headers: { connection: 'close' } })
  return [reply.status, ((await reply.json()) as { code?: string }).code]
}

/** A request whose body comes in two halves: the server runs it from the first to the second. */
const halfRequest = async ({ url }: RunningServer): Promise<{ finish: () => void; answer: Promise<string>; socket: Socket }> => {
  const body = '{"protocol":1,"no":"request"}'
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk
  })
  const answer = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(said))
    socket.on('error', () => undefined)
  })
  const head = [
    'POST /api/v1/sync HTTP/1.1',
    `host: ${hostname}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`)
  await wait(200)
  return { finish: () => socket.write(body.slice(10)), answer, socket }
}

describe('a server that is asked to end', () => {
  it('says that it is not ready while it still serves, then shuts the door and lets the last request finish', async () => {
    const server = await startServer(join(folder.path, 'drained'), { DRAIN_SECONDS: '1' })
    expect(await ready(server.url)).toEqual([200, undefined])
    const running = await halfRequest(server)
    const idle = connect(Number(new URL(server.url).port), '127.0.0.1')
    const idleEnds = new Promise((resolve) => idle.on('close', resolve))
    process.kill(server.pid(), 'SIGTERM')
    await wait(300)
    expect(await ready(server.url)).toEqual([503, 'stopping'])
    expect((await fetch(`${server.url}/api/v1/health`)).status).toBe(200)
    await idleEnds
    await wait(300)
    await expect(fetch(`${server.url}/api/v1/health`)).rejects.toThrow()
    running.finish()
    expect(await running.answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*connection: close[\s\S]*"unreadable"/i)
    expect(await server.ended()).toBe(0)
  })

  it('cuts what does not end within the deadline', async () => {
    const server = await startServer(join(folder.path, 'late'), { STOP_SECONDS: '1' })
    const running = await halfRequest(server)
    const begun = Date.now()
    process.kill(server.pid(), 'SIGTERM')
    expect(await running.answer).toBe('')
    expect(await server.ended()).toBe(0)
    expect(Date.now() - begun).toBeGreaterThan(900)
  })

  it('ends at once at the second signal', async () => {
    const server = await startServer(join(folder.path, 'twice'), { STOP_SECONDS: '300' })
    const running = await halfRequest(server)
    process.kill(server.pid(), 'SIGTERM')
    await wait(300)
    process.kill(server.pid(), 'SIGINT')
    expect(await server.ended()).toBe(1)
    expect(await running.answer).toBe('')
  })
})
