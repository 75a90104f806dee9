import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import type { StreamId } from '../../src/core/domain/id.ts'
import { type Envelope, lineOf } from '../../src/core/protocol/envelope.ts'
import { buildServer } from '../../src/server/http/server.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openSqlite } from '../../src/server/store/open-sqlite.ts'
import { keptSegments } from '../../src/server/store/segments/kept-segments.ts'
import { openPress } from '../../src/server/store/segments/press.ts'
import { scratchFolder } from '../support/server-process.ts'

const root = join(import.meta.dirname, '../..')
const batch = 250

/** The page that downloads, minified for the tablets' browser as the app itself is. */
export const buildSegmentsPage = async (): Promise<{ readonly path: string; readonly remove: () => void }> => {
  const folder = scratchFolder()
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: folder.path,
      target: 'chrome109',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input: join(import.meta.dirname, 'pages/segments.ts'), output: { entryFileNames: 'segments.js' } },
    },
  })
  writeFileSync(
    join(folder.path, 'index.html'),
    '<!doctype html><title>segments</title><script type="module" src="/segments.js"></script>',
  )
  return folder
}

/** Palier's own server with work in it and a snapshot of each stream made, as it has once anybody began before. */
export const startSegmentServer = async (page: string, envelopes: readonly Envelope[], streams: readonly string[]) => {
  const folder = scratchFolder()
  const db = await openSqlite(join(folder.path, 'palier.db'))
  const log = await openLog(db)
  const now = (): string => new Date().toISOString()
  const store = keptSegments(db)
  const press = openPress(log, store, now)
  for (let at = 0; at < envelopes.length; at += batch) {
    const receipts = await log.append(envelopes.slice(at, at + batch).map(lineOf), { device: 'tablet', time: now() })
    const refused = receipts.find(({ status }) => status === 'refused')
    if (refused) throw new Error(`the server refuses what the bench stands on: ${JSON.stringify(refused.problem)}`)
  }
  const began = performance.now()
  const manifests = await Promise.all(streams.map((stream) => press.manifest(stream as StreamId)))
  const pressed = performance.now() - began
  const segments = { manifest: press.manifest, store }
  const app = await buildServer({ log, now, segments, dist: page, publicHosts: [], loopbackOnly: true, logLevel: 'error' })
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    /** How long the snapshots took to make, and their bytes. */
    pressed,
    bytes: manifests.reduce((sum, manifest) => sum + (manifest?.segments ?? []).reduce((all, one) => all + one.bytes, 0), 0),
    stop: async (): Promise<void> => {
      await app.close()
      await press.rest()
      await log.close()
      folder.remove()
    },
  }
}
