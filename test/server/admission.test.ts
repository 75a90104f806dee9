import { connect, type Socket } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { limitArrivals } from '../../src/server/http/admission.ts'

const apps: FastifyInstance[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

/** A server with room for a hundred bytes, whose handlers end when they are told to. */
const serving = () => {
  const app = fastify({ forceCloseConnections: true })
  apps.push(app)
  limitArrivals(app, 100)
  const ends: (() => void)[] = []
  app.post('/work', () => new Promise((resolve) => ends.push(() => resolve({}))))
  app.post('/door', { bodyLimit: 10 }, async () => ({}))
  const post = async (remoteAddress: string, size: number) =>
    app.inject({ method: 'POST', url: '/work', remoteAddress, payload: `"${'x'.repeat(size - 2)}"`, headers: json })
  return { app, ends, post }
}
const json = { 'content-type': 'application/json' }

it('leaves half of the room to others, whatever one address sends, and gives back what has ended', async () => {
  const { ends, post } = serving()
  const first = post('203.0.113.5', 40)
  expect((await post('203.0.113.5', 20)).statusCode).toBe(503)
  const other = post('203.0.113.9', 40)
  expect((await post('203.0.113.77', 30)).statusCode).toBe(503)
  while (ends.length < 2) await new Promise((resolve) => setTimeout(resolve, 1))
  for (const end of ends.splice(0)) end()
  expect([(await first).statusCode, (await other).statusCode]).toEqual([200, 200])
  const again = post('203.0.113.5', 40)
  while (ends.length < 1) await new Promise((resolve) => setTimeout(resolve, 1))
  ends[0]?.()
  expect((await again).statusCode).toBe(200)
})

it('keeps no more room for a body that does not say how long it is than its route takes', async () => {
  const { app } = serving()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { readonly port: number }
  const head =
    'POST /door HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n'
  const silent: Socket[] = Array.from({ length: 9 }, () => connect(port, '127.0.0.1'))
  for (const socket of silent) socket.write(head)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const door = () => fetch(`http://127.0.0.1:${port}/door`, { method: 'POST', headers: json, body: '{}' })
  expect((await door()).status).toBe(200)
  const one = connect(port, '127.0.0.1')
  one.write(head)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect((await door()).status).toBe(503)
  for (const socket of [...silent, one]) socket.destroy()
})
