import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { limits } from '../../core/protocol/sync.ts'
import type { HttpProblem } from './problem.ts'

const unzip = promisify(gunzip)

/** The JSON in a request body. What it unpacks to is capped: gzip can grow a thousandfold. */
export const readBody = async (body: unknown, encoding: string | undefined): Promise<Result<unknown, HttpProblem>> => {
  if (!Buffer.isBuffer(body)) return err('unreadable')
  const plain = await plainOf(body, encoding?.trim().toLowerCase() ?? 'identity')
  return plain.ok ? parsed(plain.value) : plain
}

const plainOf = async (body: Buffer, encoding: string): Promise<Result<Buffer, HttpProblem>> => {
  if (encoding === 'identity') return ok(body)
  if (encoding !== 'gzip') return err('unsupported-type')
  try {
    return ok(await unzip(body, { maxOutputLength: limits.bytes }))
  } catch (problem) {
    return err(problem instanceof RangeError ? 'too-large' : 'unreadable')
  }
}

const parsed = (bytes: Buffer): Result<unknown, HttpProblem> => {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return err('unreadable')
  }
}
