import type { FastifyReply, FastifyRequest } from 'fastify'
import type * as z from 'zod/mini'
import { err, ok, type Result } from '../../../core/domain/result.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import { depthOf } from '../../../core/protocol/json.ts'
import type { Caller } from '../../access/callers.ts'
import { HasherBusy } from '../../access/hasher.ts'
import type { Answer, Parts } from '../../access/parts.ts'
import { readBody } from '../body.ts'
import { type HttpProblem, sendProblem } from '../problem.ts'
import { plainAddress } from '../proxies.ts'
import { netOf } from '../rates.ts'

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Who asks for a deed, from where, and for which one. */
export type Asked = {
  readonly address: string
  readonly caller: Caller | undefined
  readonly params: { readonly id: string }
  readonly query: { readonly [name: string]: unknown }
}

type Deed<Input> = (parts: Parts, asked: Asked, input: Input) => Answer<object>

/** Deepest nesting of a form: a list of accounts with lists of units. */
const depth = 8

/** A route that takes a form of this schema. */
export const taking =
  <Schema extends z.ZodMiniType>(parts: Parts | undefined, schema: Schema, deed: Deed<z.infer<Schema>>): Handler =>
  async (request, reply) => {
    if (!parts) return sendProblem(reply, 'no-accounts')
    const input = await formIn(request, schema)
    return input.ok ? told(reply, () => deed(parts, askedBy(request), input.value)) : sendProblem(reply, input.problem)
  }

/** A route that needs no more than who asks. */
export const plain =
  (parts: Parts | undefined, deed: Deed<undefined>): Handler =>
  async (request, reply) =>
    parts ? told(reply, () => deed(parts, askedBy(request), undefined)) : sendProblem(reply, 'no-accounts')

const askedBy = ({ ip, caller, params, query }: FastifyRequest): Asked => ({
  address: netOf(plainAddress(ip)),
  caller,
  params: params as Asked['params'],
  query: query as Asked['query'],
})

/** Who signed in: the guard lets nobody else come this far. */
export const accessOf = ({ caller }: Asked): Access => sessionOf({ caller }).access

export const sessionOf = ({ caller }: Pick<Asked, 'caller'>): Extract<Caller, { kind: 'session' }> => {
  if (caller?.kind !== 'session') throw new Error('a route for those who signed in was reached without')
  return caller
}

const told = async (reply: FastifyReply, run: () => Answer<object>): Promise<unknown> => {
  try {
    const done = await run()
    if (done.ok) return done.value
    const { problem, retryAfter } = done.problem
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
    return sendProblem(reply, problem)
  } catch (problem) {
    if (problem instanceof HasherBusy) return sendProblem(reply.header('retry-after', '5'), 'busy')
    throw problem
  }
}

const formIn = async <Schema extends z.ZodMiniType>(
  request: FastifyRequest,
  schema: Schema,
): Promise<Result<z.infer<Schema>, HttpProblem>> => {
  if (!request.headers['content-type']?.startsWith('application/json')) return err('unsupported-type')
  const body = await readBody(request.body, request.headers['content-encoding'])
  if (!body.ok) return body
  const input = parsed(body.value)
  if (depthOf(input, depth) > depth) return err('unreadable')
  const found = schema.safeParse(input)
  return found.success ? ok(found.data) : err('unreadable')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
