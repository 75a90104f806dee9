import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Result } from '../../core/domain/result.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import type { CourierProblem } from '../../core/protocol/courier/problem.ts'
import type { CourierReply } from '../../core/protocol/courier/reply.ts'
import { readBody } from './body.ts'
import { sendProblem } from './problem.ts'

/** Who brings a file. Null where nobody says who they are. */
type Bringer = {
  readonly administration: string | null
  readonly account: string | null
  readonly tablet: string | null
  /** What the bringer may do, where somebody signed in. */
  readonly access?: Access | undefined
}

/** What the interface sees of the store's courier. */
export type Courier = {
  readonly take: (text: string, by: Bringer & { readonly time: Instant }) => Promise<Result<CourierReply, CourierProblem>>
}

/**
 * A sealed outbox that somebody carried here. Safe to repeat: what was taken before is known. Whoever brings it learns numbers,
 * and receipts that only the tablet can read on which the work was done.
 */
export const courierRoute =
  (courier: Courier | undefined, now: () => Instant) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!courier) return sendProblem(reply, 'not-found')
    if (!request.headers['content-type']?.startsWith('application/octet-stream')) return sendProblem(reply, 'unsupported-type')
    const body = await readBody(request.body, request.headers['content-encoding'])
    if (!body.ok) return sendProblem(reply, body.problem === 'unreadable' ? 'not-ours' : body.problem)
    const taken = await courier.take(body.value, { ...bringerOf(request), time: now() })
    if (!taken.ok) return sendProblem(reply, taken.problem.problem)
    if (request.told) Object.assign(request.told, { operations: taken.value.operations })
    return reply.header('cache-control', 'no-store').send(taken.value)
  }

const bringerOf = ({ caller }: FastifyRequest): Bringer => {
  if (caller?.kind === 'tablet') return { administration: caller.tablet.administration, account: null, tablet: caller.tablet.id }
  const { administration = null, account = null, tablet = null } = caller?.access ?? {}
  return { administration, account, tablet, access: caller?.access }
}
