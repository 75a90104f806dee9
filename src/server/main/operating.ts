import { err, ok, type Result } from '../../core/domain/result.ts'
import { type LogLevel, logLevels } from '../http/logging.ts'
import { isProxyList } from '../http/proxies.ts'

/** How the server is watched and stopped. */
export type Operating = {
  readonly logLevel: LogLevel
  /** Where the metrics are read; nowhere unless asked for, and on this machine only unless asked otherwise. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined
  /** How long readiness says *stopping* before the door shuts, in milliseconds. */
  readonly drain: number
  /** How long running requests may take to end, in milliseconds. */
  readonly deadline: number
  /** Machines that speak for others, beside this one: their word on who asks, and over what, is taken. */
  readonly proxies: readonly string[]
}

export type OperatingProblem = {
  readonly problem: 'bad-setting'
  readonly name: string
  readonly value: string
  readonly expected: string
}

type Env = { readonly [name: string]: string | undefined }

/** Reads `LOG_LEVEL`, `METRICS_PORT`, `METRICS_HOST`, `DRAIN_SECONDS`, `STOP_SECONDS` and `TRUSTED_PROXIES` (separated by commas). */
export const readOperating = (env: Env): Result<Operating, OperatingProblem> => {
  const logLevel = env['LOG_LEVEL'] || 'warn'
  if (!isLevel(logLevel)) return bad(env, 'LOG_LEVEL', logLevels.join(' '))
  const port = wholeIn(env, 'METRICS_PORT', { most: 65_535, otherwise: -1 })
  if (port === undefined) return bad(env, 'METRICS_PORT', '0 … 65535')
  const drain = wholeIn(env, 'DRAIN_SECONDS', { most: 300, otherwise: 0 })
  if (drain === undefined) return bad(env, 'DRAIN_SECONDS', '0 … 300')
  const deadline = wholeIn(env, 'STOP_SECONDS', { most: 300, otherwise: 10 })
  if (deadline === undefined) return bad(env, 'STOP_SECONDS', '0 … 300')
  const proxies = (env['TRUSTED_PROXIES'] ?? '').split(',').flatMap((one) => one.trim() || [])
  if (!isProxyList(proxies)) return bad(env, 'TRUSTED_PROXIES', '10.0.0.2, 10.1.0.0/16')
  const metrics = port < 0 ? undefined : { host: env['METRICS_HOST'] || '127.0.0.1', port }
  return ok({ logLevel, metrics, drain: drain * 1000, deadline: deadline * 1000, proxies })
}

const isLevel = (text: string): text is LogLevel => (logLevels as readonly string[]).includes(text)

const wholeIn = (env: Env, name: string, { most, otherwise }: { most: number; otherwise: number }): number | undefined => {
  const text = env[name]
  if (!text) return otherwise
  return /^\d{1,5}$/.test(text) && Number(text) <= most ? Number(text) : undefined
}

const bad = (env: Env, name: string, expected: string) =>
  err({ problem: 'bad-setting' as const, name, value: env[name] ?? '', expected })
