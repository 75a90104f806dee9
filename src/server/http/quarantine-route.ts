import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import type { Instant } from '../../core/domain/time.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import { id } from '../../core/protocol/message/words.ts'
import type { Quarantined } from '../../core/protocol/quarantine.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import { sendProblem } from './problem.ts'

/** Work that was refused because of who sent it, and waits for somebody to admit it. */
export type Quarantine = {
  /**
   * The oldest of the session's administration, at most `limit`; with `after`, those behind that piece. A piece that the administration
   * does not have is as good as none.
   */
  readonly waiting: (access: Access, limit: number, after?: string) => Promise<readonly Quarantined[]>
  /** Takes one in; undefined where none of that name waits in the session's administration. */
  readonly admit: (access: Access, id: string, time: Instant) => Promise<Receipt | undefined>
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

const most = 200

/** A server without accounts lets everybody write everything: nothing ever lies apart because of who sent it. */
export const quarantineRoute =
  (quarantine: Quarantine | undefined): Handler =>
  async ({ access, query }, reply) => {
    const { after } = query as { readonly after?: unknown }
    const asked = z.optional(id).safeParse(after)
    if (!asked.success) return sendProblem(reply, 'unreadable')
    const waiting = quarantine && access ? await quarantine.waiting(access, most + 1, asked.data) : []
    return { waiting: waiting.slice(0, most), more: waiting.length > most }
  }

export const admitRoute =
  (quarantine: Quarantine | undefined, now: () => Instant): Handler =>
  async ({ access, params }, reply) => {
    const { id } = params as { readonly id: string }
    const receipt = quarantine && access && (await quarantine.admit(access, id, now()))
    return receipt ? { receipt } : sendProblem(reply, 'not-found')
  }
