import { join } from 'node:path'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import { buildServer } from '../../src/server/http/server.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import { scratchFolder } from '../support/server-process.ts'

/** Palier's own server over an empty SQLite file, with the bench's pages in the place of the app. */
export const startPalierServer = async (
  pages: string,
): Promise<{ readonly url: string; readonly log: ServerLog; readonly stop: () => Promise<void> }> => {
  const folder = scratchFolder()
  const log = await openLogAt(join(folder.path, 'palier.db'))
  const now = () => new Date().toISOString()
  const app = await buildServer({ log, now, dist: pages, publicHosts: [], loopbackOnly: true, logLevel: 'error' })
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    log,
    stop: async () => {
      await app.close()
      await log.close()
      folder.remove()
    },
  }
}
