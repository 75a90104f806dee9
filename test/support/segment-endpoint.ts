import { join } from 'node:path'
import fastify from 'fastify'
import { type Envelope, lineOf } from '../../src/core/protocol/envelope.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import type { SegmentStore } from '../../src/core/protocol/segment/segment-store.ts'
import { manifestsRoute, namedRowsRoute, segmentRoute } from '../../src/server/http/segments-route.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openSqlite } from '../../src/server/store/open-sqlite.ts'
import { keptSegments } from '../../src/server/store/segments/kept-segments.ts'
import { openPress } from '../../src/server/store/segments/press.ts'
import { scratchFolder } from './server-process.ts'

export type SegmentEndpoint = {
  readonly url: string
  readonly log: ServerLog
  readonly store: SegmentStore
  readonly fill: (envelopes: readonly Envelope[], device?: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Where first downloads come from, on a free port, over an SQLite database of its own. */
export const segmentEndpoint = async (): Promise<SegmentEndpoint> => {
  const folder = scratchFolder()
  const db = await openSqlite(join(folder.path, 'palier.db'))
  const log = await openLog(db)
  const store = keptSegments(db)
  const press = openPress(log, store, () => '2026-11-22T10:00:00.000Z')
  const app = fastify()
  app.get('/api/v1/segments', manifestsRoute({ ...press, store }))
  app.get('/api/v1/segments/:hash', segmentRoute({ store }))
  app.get('/api/v1/rows/:stream/:beginning', namedRowsRoute({ store }))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    log,
    store,
    fill: async (envelopes, device = 'tablet-1') => {
      for (let at = 0; at < envelopes.length; at += 250) {
        const lines = envelopes.slice(at, at + 250).map(lineOf)
        const receipts = await log.append(lines, { device, time: '2026-11-22T09:00:00.000Z' })
        const refused = receipts.find(({ status }) => status !== 'applied')
        if (refused) throw new Error(`${refused.status}: ${JSON.stringify(refused.problem)}`)
      }
    },
    close: async () => {
      await app.close()
      await log.close()
      folder.remove()
    },
  }
}
