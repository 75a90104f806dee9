import type { FastifyServerOptions } from 'fastify'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

type LogOptions = Exclude<FastifyServerOptions['logger'], boolean | undefined>

/** Lines of JSON with ids, codes and counts. Whatever the framework would say of a request or an error by itself is cut down to that. */
export const logOptions = (level: LogLevel, to: { readonly write: (line: string) => void } | undefined): LogOptions => ({
  level,
  base: { pid: process.pid },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  serializers: { req: () => ({}) as never, res: () => ({}) as never, err: safeError as never },
  ...(to ? { stream: to } : {}),
})

/** Where it failed, without the message: a message can quote what somebody wrote, even lines that look like a stack. */
export const safeError = (problem: unknown): object => {
  if (!(problem instanceof Error)) return { name: typeof problem }
  const { name, message, stack = '' } = problem
  const { code } = problem as { readonly code?: unknown }
  const after = stack.slice(stack.indexOf(message) + message.length)
  return { name, code, at: after.split('\n').filter((line) => /^\s+at /.test(line)) }
}
