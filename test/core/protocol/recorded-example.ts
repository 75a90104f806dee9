import { beginning } from '../../../src/core/protocol/cursor.ts'
import { envelopeOf } from '../../../src/core/protocol/envelope.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import { requestBody } from '../../../src/core/protocol/request.ts'
import { answerTo } from '../../support/loopback.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { operation, stream } from '../../support/operations.ts'

/** One operation with what is easily spoilt on its way: an apostrophe, an accent, quotation marks. */
const recorded = (id: string): Operation =>
  operation({
    id: id as never,
    author: 'awa' as never,
    set: { 'rating:valuation': { kind: 'level', level: 3 }, 'comment:valuation': 'Vu à l’œuvre, « sûr ».' },
    base: { 'rating:valuation': 'op-before' as never, 'comment:valuation': null },
    lsn: 7,
    offset: -1200,
    prev: 'x'.repeat(43),
  })

/** One exchange with every line that there is: a move brings the `leave`. */
export const examples = async (): Promise<{ readonly [file: string]: string }> => {
  const made = recorded('recorded-3')
  const moved = operation({
    id: 'recorded-move' as never,
    kind: 'create',
    entity: { kind: 'person', id: 'p-1' },
    set: { home: 'site-2' },
  })
  const head = {
    protocol: 3,
    app: '0.1.0',
    device: 'tablet-1',
    incarnation: [null, 'session-1'],
    epoch: null,
    nonce: 'nonce-of-this-request',
    cursors: { [stream]: beginning },
    report: { unsent: 2, storage: 'persisted', offset: -1200 },
  } as const
  const body = requestBody(
    head,
    [made, moved].map((one) => envelopeOf(one)),
  )
  const reply = await answerTo(memoryServerLog(), body)
  return { 'operation.json': envelopeOf(made).text, 'request.ndjson': body, 'reply.ndjson': `${reply.join('\n')}\n` }
}
