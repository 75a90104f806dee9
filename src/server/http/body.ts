import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { limits } from '../../core/protocol/limits.ts'
import type { HttpProblem } from './problem.ts'

const unzip = promisify(gunzip)

/** The text in a request body. What it unpacks to is capped: gzip can grow a thousandfold. */
export const readBody = async (body: unknown, encoding: string | undefined): Promise<Result<string, HttpProblem>> => {
  if (!Buffer.isBuffer(body)) return err('unreadable')
  const plain = await plainOf(body, encoding?.trim().toLowerCase() ?? 'identity')
  return plain.ok ? textIn(plain.value) : plain
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

const textIn = (bytes: Buffer): Result<string, HttpProblem> => {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return err('unreadable')
  }
}
