import { connect } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { requestBody } from '../../src/core/protocol/request.ts'
import { chainedDevice } from '../support/filled-log.ts'
import { exchangeWith, head } from '../support/http-sync.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

/** As long as real ones are. */
const uuid = (end: string): string => `0a7c2f7e-11d2-4b1c-9f9e-2f6d3c9a8b${end}`

/** What goes over the wire for one request, in bytes. */
const cost = (url: string, body: Buffer): Promise<{ readonly head: number; readonly body: number }> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const parts: Buffer[] = []
    socket.on('data', (part) => parts.push(part))
    socket.on('close', () => {
      const reply = Buffer.concat(parts)
      const end = reply.indexOf('\r\n\r\n') + 4
      resolve({ head: end, body: reply.length - end })
    })
    const lines = ['host: localhost', 'content-type: application/x-ndjson', 'content-encoding: gzip', 'accept-encoding: gzip']
    socket.write(
      `POST /api/v1/sync HTTP/1.1\r\n${lines.join('\r\n')}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`,
    )
    socket.write(body)
  })

describe('an exchange in which neither side has anything to say', () => {
  it('costs less than a kilobyte, and its headers less than what it says', async () => {
    const server = await startServer(join(folder.path, 'data'))
    const device = uuid('01')
    const tablet = chainedDevice(device)
    const made = tablet.line({
      kind: 'create',
      entity: { kind: 'unit', id: 'u-1' },
      stream: uuid('02') as never,
      set: { code: 'A' },
    })
    const first = await exchangeWith(
      server.url,
      [JSON.parse(made).op].map(({ v: _, ...one }) => one),
      { device, cursors: { [uuid('02')]: { seq: 0, proof: '' } } },
    )
    const hello = first.find((line) => line.line === 'hello')
    const marks = first.flatMap((line) => (line.line === 'mark' ? [[line.stream, line.cursor] as const] : []))
    const incarnation = [uuid('03'), uuid('04')] as const
    const request = requestBody(
      head({
        app: '1.0.0',
        device,
        incarnation,
        epoch: hello?.epoch ?? '',
        nonce: uuid('05'),
        cursors: Object.fromEntries(marks),
      }),
      [],
    )
    const asked = gzipSync(request)
    const answered = await cost(server.url, asked)
    console.log(`asked ${asked.length}, answered ${answered.body}, headers of the answer ${answered.head}`)
    expect(Object.keys(Object.fromEntries(marks))).toEqual([uuid('02')])
    expect(asked.length + answered.body).toBeLessThan(1024)
    expect(answered.head).toBeLessThan(420)
    await server.stop()
  })
})
