import { createServer, type Server } from 'node:http'
import type { Metrics } from './metrics.ts'

/** A door of its own: what the world may reach never shows the figures. */
export const openMetricsServer = (
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  { host, port }: { host: string; port: number },
) =>
  new Promise<Server>((resolve, reject) => {
    const server = createServer({ requestTimeout: 10_000 }, async (request, response) => {
      const isAsked = request.method === 'GET' && request.url === '/metrics'
      if (!isAsked) return response.writeHead(404).end()
      try {
        const text = await metrics.text()
        response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text)
      } catch {
        response.writeHead(500).end()
      }
    })
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
