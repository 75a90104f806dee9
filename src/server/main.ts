import { existsSync, mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ServerLog } from '../core/protocol/ports.ts'
import { buildServer } from './http/server.ts'
import { isLoopback, readSettings, type Settings } from './main/settings.ts'
import { badData, badListen, badPort, notBuilt, welcome } from './main/words.ts'
import { openSqliteLog } from './store/sqlite-log.ts'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))

const main = async (): Promise<void> => {
  const settings = readSettings(process.env)
  if (!settings.ok) return fail(badPort(settings.problem.value))
  await openData(settings.value).then(
    (log) => serve(settings.value, log),
    (problem) => fail(badData(settings.value.dataFolder, codeOf(problem))),
  )
}

/** Whoever else has an account on this machine is kept from the folder. */
const openData = async ({ dataFolder, restored }: Settings): Promise<ServerLog> => {
  process.umask(0o077)
  mkdirSync(dataFolder, { recursive: true })
  return openSqliteLog({ path: join(dataFolder, 'palier.db'), restored })
}

const serve = async (settings: Settings, log: ServerLog): Promise<void> => {
  const { host, port, publicHosts } = settings
  const now = () => new Date().toISOString()
  const app = await buildServer({ log, dist, now, publicHosts, loopbackOnly: isLoopback(host), logLevel: 'warn' })
  try {
    await app.listen({ host, port })
  } catch (problem) {
    await log.close()
    return fail(badListen(settings, codeOf(problem)))
  }
  if (!existsSync(join(dist, 'index.html'))) console.warn(notBuilt)
  console.log(welcome(settings, urlOf(app.server.address() as AddressInfo)))

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    await app.close()
    await log.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

const urlOf = ({ address, family, port }: AddressInfo): string => {
  const open = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return `http://${family === 'IPv6' && open !== '127.0.0.1' ? `[${open}]` : open}:${port}`
}

const codeOf = (problem: unknown): string => {
  const { code, message } = problem as { readonly code?: string; readonly message?: string }
  return code === 'ERR_SQLITE_ERROR' || !code ? (message ?? 'error') : code
}

const fail = (words: string): void => {
  console.error(words)
  process.exitCode = 1
}

await main()
