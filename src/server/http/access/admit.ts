import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Access, hasRole } from '../../../core/protocol/access/account.ts'
import { type Caller, callerOf } from '../../access/callers.ts'
import type { Overstepping } from '../../access/overstepping.ts'
import type { Parts } from '../../access/parts.ts'
import { type HttpProblem, sendProblem } from '../problem.ts'
import type { RouteShape } from '../route-shape.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it; nobody on a public route, and where the server has no accounts. */
    caller?: Caller | undefined
    /** What it may do; nothing is said where nobody signed in, or there are no accounts. */
    access?: Access | undefined
  }
}

export const knowCallers = (api: FastifyInstance): void => {
  api.decorateRequest('caller', undefined)
  api.decorateRequest('access', undefined)
}

/** Lets a request through to its route, or answers it, before any of its body is read. Open where there are no accounts. */
export const admit =
  (accounts: Parts | undefined, shape: RouteShape, overstep: Overstepping) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (accounts === undefined || shape.access === 'public') return undefined
    const token = bearerIn(request.headers.authorization)
    const caller = token && (await callerOf(accounts, token, shape.access === 'tablet' ? 'tablet' : 'session'))
    if (!caller) return sendProblem(reply.header('www-authenticate', 'Bearer'), 'sign-in')
    const access = caller.kind === 'session' ? caller.access : undefined
    request.caller = caller
    request.access = access
    if (request.told) Object.assign(request.told, idsOf(caller))
    const problem = hindranceTo(caller, shape) ?? roleProblem(access, shape)
    if (problem === 'not-allowed') await overstep(accounts, caller, shape.name)
    return problem ? sendProblem(reply, problem) : undefined
  }

const bearerIn = (header: string | undefined): string | undefined => /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(header ?? '')?.[1]

/** For the log: who asked, by ids. */
const idsOf = (caller: Caller): object =>
  caller.kind === 'session' ? { account: caller.access.account, tablet: caller.access.tablet } : { tablet: caller.tablet.id }

/** A revoked tablet comes first: what is heard of it all the same must not wait for a new passphrase. */
const hindranceTo = (caller: Caller, { even = [] }: RouteShape): HttpProblem | undefined => {
  const isRevoked = caller.kind === 'session' ? caller.access.revoked : caller.tablet.state !== 'active'
  if (isRevoked) return even.includes('revoked') ? undefined : 'revoked'
  const mustChange = caller.kind === 'session' && caller.mustChange
  return mustChange && !even.includes('must-change') ? 'must-change' : undefined
}

const roleProblem = (access: Access | undefined, { access: who }: RouteShape): HttpProblem | undefined =>
  typeof who === 'string' || (access && hasRole(access, ...who)) ? undefined : 'not-allowed'
