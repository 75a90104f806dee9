import { buildServer } from '../../src/server/http/server.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'

/** Serves one folder as the app, on a free port, with nothing behind it. */
export const serveFolder = async (dist: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> => {
  const app = await buildServer({
    log: memoryServerLog(),
    dist,
    now: () => new Date().toISOString(),
    publicHosts: [],
    loopbackOnly: true,
    logLevel: 'warn',
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { url, stop: () => app.close() }
}
