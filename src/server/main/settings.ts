import { resolve } from 'node:path'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { isAddress } from '../store/open-database.ts'

export type Settings = {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  /** The PostgreSQL database that holds the log; without one it is a file in the data folder. */
  readonly database: { readonly url: string; readonly connections: number } | undefined
  /** Names under which a proxy serves this server. */
  readonly publicHosts: readonly string[]
  /** The database was brought back from a backup. */
  readonly restored: boolean
  /** Whether people sign in. `open`: whoever reaches the server reads and writes everything. */
  readonly access: 'open' | 'accounts'
  /** How many days a tablet shows what it downloaded without a contact. Unsent work stays for as long as it takes. */
  readonly offlineDays: number
}

export type SettingsProblem =
  | {
      readonly problem: 'bad-port' | 'bad-connections' | 'bad-access' | 'open-to-network' | 'bad-offline-days'
      readonly value: string
    }
  | { readonly problem: 'bad-database' }

/**
 * Reads `PORT`, `HOST`, `DATA_DIR`, `DATABASE_URL`, `DATABASE_CONNECTIONS` (the most that this process opens), `PUBLIC_HOST`
 * (separated by commas), `RESTORED`, `ACCESS` and `OFFLINE_DAYS`.
 */
export const readSettings = (env: { readonly [name: string]: string | undefined }): Result<Settings, SettingsProblem> => {
  const value = env['PORT'] || '4280'
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port > 65_535) return err({ problem: 'bad-port', value })
  const url = env['DATABASE_URL'] || undefined
  if (url && !isAddress(url)) return err({ problem: 'bad-database' })
  const connections = env['DATABASE_CONNECTIONS'] || '10'
  if (!/^[1-9]\d{0,2}$/.test(connections)) return err({ problem: 'bad-connections', value: connections })
  const host = env['HOST'] || '127.0.0.1'
  const access = env['ACCESS'] || 'accounts'
  if (access !== 'open' && access !== 'accounts') return err({ problem: 'bad-access', value: access })
  const reachable = isLoopback(host) ? env['PUBLIC_HOST'] : host
  if (access === 'open' && reachable) return err({ problem: 'open-to-network', value: reachable })
  const offlineDays = env['OFFLINE_DAYS'] || '45'
  if (!/^[1-9]\d{0,2}$/.test(offlineDays)) return err({ problem: 'bad-offline-days', value: offlineDays })
  return ok({
    port,
    host,
    dataFolder: resolve(env['DATA_DIR'] || 'data'),
    database: url ? { url, connections: Number(connections) } : undefined,
    publicHosts: (env['PUBLIC_HOST'] ?? '')
      .toLowerCase()
      .split(',')
      .flatMap((name) => name.trim() || []),
    restored: env['RESTORED'] === '1',
    access,
    offlineDays: Number(offlineDays),
  })
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)
