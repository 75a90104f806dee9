import type { IncomingMessage } from 'node:http'

/** What a peer's endpoint answers. */
export type Answer = { readonly status: number; readonly type: string; readonly body: string; readonly encoding?: 'gzip' }

export const json = (value: unknown, status = 200): Answer => ({ status, type: 'application/json', body: JSON.stringify(value) })

export const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
