// Makes a right request of the sync protocol around the values that a tool sends: hashes and chains that no tool can make by itself.
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { requestBody } from '../../src/core/protocol/request.ts'
import { chainedDevice } from '../../test/support/filled-log.ts'

export const relayed = [
  'device',
  'session',
  'epoch',
  'nonce',
  'app',
  'stream',
  'proof',
  'operation',
  'entity',
  'kind',
  'field',
  'value',
]

let round = 0

/** Made to be wrong, in memory, here alone: a judge that does not find it is blind. */
const control = new DatabaseSync(':memory:')
control.exec("CREATE TABLE word (id TEXT, said TEXT); INSERT INTO word VALUES ('1', 'found'), ('2', 'other')")
const wronged = (id) => {
  try {
    return JSON.stringify(control.prepare(`SELECT said FROM word WHERE id = '${id}'`).all())
  } catch (problem) {
    return String(problem)
  }
}

/** Listens on this machine; `/?device=…&value=…` becomes one exchange with the server there, and its answer comes back. */
export const openRelay = async (url) => {
  const relay = createServer(async (request, reply) => {
    const said = new URL(request.url ?? '/', 'http://relay').searchParams
    if (said.has('control')) {
      reply.writeHead(200, { 'content-type': 'text/plain' })
      return reply.end(wronged(said.get('control')))
    }
    const word = (name, otherwise) => said.get(name) ?? otherwise
    round += 1
    const device = chainedDevice(word('device', 'd-1'), word('operation', `o-${round}`))
    const work = {
      kind: word('kind', 'edit'),
      entity: { kind: 'unit', id: word('entity', 'u-1') },
      stream: word('stream', 'north'),
      set: { [word('field', 'code')]: word('value', 'A') },
    }
    const head = {
      protocol: 2,
      app: word('app', 'judge'),
      device: word('device', 'd-1'),
      incarnation: [null, word('session', 's-1')],
      epoch: said.get('epoch'),
      nonce: word('nonce', 'nonce-of-this-one'),
      cursors: { [word('stream', 'north')]: { seq: 0, proof: word('proof', '') } },
    }
    const [first = ''] = requestBody(head, []).split('\n')
    const { hashOf } = await import('../../src/server/hash.ts')
    const before = `${first}\n${device.line(work)}\n`
    const body = `${before}${JSON.stringify({ count: 1, hash: hashOf(before) })}\n`
    const answer = await fetch(`${url}/api/v1/sync`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    })
    reply.writeHead(answer.status, { 'content-type': 'text/plain' })
    // What differs from one exchange to the next would look like an answer to what was tried.
    reply.end((await answer.text()).replace(/"(time|nonce|signature|hash|proof|operation|id)":"[^"]*"/g, ''))
  })
  await new Promise((resolve) => relay.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${relay.address().port}`, close: () => relay.close() }
}
