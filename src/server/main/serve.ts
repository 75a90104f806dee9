import { existsSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Kysely } from 'kysely'
import { protocolVersion } from '../../core/protocol/limits.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { openGate } from '../access/gate.ts'
import { buildServer } from '../http/server.ts'
import { measuredLog } from '../metrics/measured-log.ts'
import { openMetrics } from '../metrics/metrics.ts'
import { openMetricsServer } from '../metrics/metrics-server.ts'
import { purgeDaily } from '../personal/daily.ts'
import { openCourier } from '../store/courier/courier.ts'
import { logFacts } from '../store/facts.ts'
import { isCurrent } from '../store/probe.ts'
import type { Tables } from '../store/schema.ts'
import { openQuarantine } from '../store/scope/open-quarantine.ts'
import { keptSegments } from '../store/segments/kept-segments.ts'
import { openPress } from '../store/segments/press.ts'
import { firstAdministrator } from './access-words.ts'
import { firstLink } from './first-link.ts'
import type { Operating } from './operating.ts'
import { metricsAt } from './operating-words.ts'
import { readiness } from './readiness.ts'
import { isLoopback, type Settings } from './settings.ts'
import { openShutdown } from './shutdown.ts'
import { notBuilt, welcome } from './words.ts'

const dist = fileURLToPath(new URL('../../../dist', import.meta.url))

export type Served = {
  readonly settings: Settings
  readonly operating: Operating
  readonly db: Kysely<Tables>
  readonly log: ServerLog
}

/** Opens the doors over a database, and closes them in order when the process is asked to end. */
export const serve = async ({ settings, operating, db, log }: Served): Promise<void> => {
  const { host, port, publicHosts } = settings
  const metrics = openMetrics({ version: version(), protocol: String(protocolVersion) }, () => logFacts(db))
  const store = keptSegments(db)
  const press = openPress(log, store, now)
  let isStopping = (): boolean => false
  const gate = await openGate({ mode: settings.access, db, signer: log.signer, now, offlineDays: settings.offlineDays })
  const app = await buildServer({
    gate,
    log: measuredLog(log, metrics),
    now,
    courier: openCourier(db, log),
    quarantine: openQuarantine(db),
    segments: { manifest: press.manifest, store },
    ready: readiness({ isCurrent: () => isCurrent(db), isStopping: () => isStopping() }),
    isStopping: () => isStopping(),
    dist,
    publicHosts,
    loopbackOnly: isLoopback(host),
    proxies: operating.proxies,
    logLevel: operating.logLevel,
    metrics,
  })
  const watched = operating.metrics && (await openMetricsServer(metrics, operating.metrics))
  try {
    await app.listen({ host, port })
  } catch (problem) {
    watched?.close()
    await log.close()
    throw problem
  }
  const stopPurging = purgeDaily({ db, signer: log.signer, now }, (problem) => app.log.error({ err: problem }, 'purge failed'))
  const shutdown = openShutdown({
    app,
    drain: operating.drain,
    deadline: operating.deadline,
    afterwards: [async () => stopPurging(), () => closed(watched), press.rest, () => log.close()],
    exit: (code) => process.exit(code),
  })
  isStopping = shutdown.isStopping
  process.on('SIGTERM', shutdown.stop)
  process.on('SIGINT', shutdown.stop)

  if (!existsSync(join(dist, 'index.html'))) console.warn(notBuilt)
  if (watched) console.log(metricsAt(urlOf(watched.address() as AddressInfo)))
  const url = urlOf(app.server.address() as AddressInfo)
  const link = await firstLink(db, { settings, url, now })
  if (link) console.log(firstAdministrator(link))
  console.log(welcome(settings, { url, key: log.signer.key }))
}

const now = (): string => new Date().toISOString()

const closed = async (server: Server | undefined): Promise<void> => {
  server?.closeAllConnections()
  server?.close()
}

const urlOf = ({ address, family, port }: AddressInfo): string => {
  const open = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return `http://${family === 'IPv6' && open !== '127.0.0.1' ? `[${open}]` : open}:${port}`
}

const version = (): string => JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version
