import { request } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { beginning, type Cursor } from '../../src/core/protocol/cursor.ts'
import type { Envelope } from '../../src/core/protocol/envelope.ts'
import { replyLineIn } from '../../src/core/protocol/reply.ts'
import { requestBody } from '../../src/core/protocol/request.ts'
import { randomId } from '../support/pen.ts'

const [zip, unzip] = [promisify(gzip), promisify(gunzip)]

/** A tablet at its own site that sends what it is given, and asks for what is new there. */
export type LoadTablet = { readonly push: (operations: readonly Envelope[]) => Promise<void> }

export const openLoadTablet = (url: string, device: string, stream: string): LoadTablet => {
  const session = randomId()
  let cursor: Cursor = beginning
  let epoch: string | null = null
  return {
    push: async (operations) => {
      const incarnation = [epoch === null ? null : session, session] as const
      const head = {
        protocol: 3,
        app: 'load',
        device,
        incarnation,
        epoch,
        nonce: randomId(),
        cursors: { [stream]: cursor },
        report: { unsent: 0, storage: 'unknown', offset: null },
      } as const
      const text = await post(`${url}/api/v1/sync`, await zip(requestBody(head, operations)))
      const lines = text.split('\n').slice(0, -1).map(replyLineIn)
      const [hello] = lines
      if (hello?.line !== 'hello' || lines.at(-1)?.line !== 'end') throw new Error('no whole reply')
      const receipts = lines.flatMap((line) => (line?.line === 'receipts' ? line.receipts : []))
      const taken = new Set(receipts.filter(({ status }) => status === 'applied').map(({ operation }) => operation))
      const missing = operations.filter(({ id }) => !taken.has(id)).length
      if (missing > 0) throw new Error(`${missing} of ${operations.length} were not applied`)
      for (const line of lines) if (line?.line === 'mark' && line.cursor.seq > cursor.seq) cursor = line.cursor
      epoch = hello.epoch
    },
  }
}

const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip', 'accept-encoding': 'gzip' }

const post = (url: string, body: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...headers, 'content-length': body.length } }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('error', reject)
      reply.on('end', () => {
        const packed = Buffer.concat(parts)
        if (reply.statusCode !== 200) reject(new Error(`status ${reply.statusCode}: ${packed.toString().slice(0, 200)}`))
        else unzip(packed).then((plain) => resolve(plain.toString()), reject)
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** Sends lines that somebody else wrote, in one request. */
export const postLines = async (url: string, device: string, operations: readonly Envelope[]): Promise<void> =>
  openLoadTablet(url, device, randomId()).push(operations)
