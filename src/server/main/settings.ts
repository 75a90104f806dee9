import { resolve } from 'node:path'
import { err, ok, type Result } from '../../core/domain/result.ts'

export type Settings = {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  /** Names under which a proxy serves this server. */
  readonly publicHosts: readonly string[]
  /** The database was brought back from a backup. */
  readonly restored: boolean
}

export type SettingsProblem = { readonly problem: 'bad-port'; readonly value: string }

/** Reads `PORT`, `HOST`, `DATA_DIR`, `PUBLIC_HOST` (separated by commas) and `RESTORED`. */
export const readSettings = (env: { readonly [name: string]: string | undefined }): Result<Settings, SettingsProblem> => {
  const value = env['PORT'] || '4280'
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port > 65_535) return err({ problem: 'bad-port', value })
  return ok({
    port,
    host: env['HOST'] || '127.0.0.1',
    dataFolder: resolve(env['DATA_DIR'] || 'data'),
    publicHosts: (env['PUBLIC_HOST'] ?? '')
      .toLowerCase()
      .split(',')
      .flatMap((name) => name.trim() || []),
    restored: env['RESTORED'] === '1',
  })
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)
