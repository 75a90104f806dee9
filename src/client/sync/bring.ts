import { err, ok, type Result } from '../../core/domain/result.ts'
import { courierProblems } from '../../core/protocol/courier/problem.ts'
import { type CourierReply, courierReplySchema } from '../../core/protocol/courier/reply.ts'

export type BringProblem =
  /** Headquarters looked at it and will not take it, however often it comes. */
  | { readonly problem: 'refused'; readonly code: string }
  /** It was not looked at: no network, no room, nobody signed in. It is brought again later. */
  | { readonly problem: 'later' }

/** In milliseconds: a parcel on a very slow line. */
const patience = 120_000

/** Brings one parcel of somebody else's work to headquarters. Whatever answers in its place is no answer. */
export const bring = async (
  text: string,
  { address, ask }: { readonly address: string; readonly ask: typeof fetch },
): Promise<Result<CourierReply, BringProblem>> => {
  try {
    const response = await ask(address, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: text,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    const type = response.headers.get('content-type') ?? ''
    if (response.ok && type.startsWith('application/json')) {
      const reply = courierReplySchema.safeParse(await response.json())
      return reply.success ? ok(reply.data) : err({ problem: 'later' })
    }
    if (!type.startsWith('application/problem+json')) return err({ problem: 'later' })
    const { code } = (await response.json()) as { readonly code?: unknown }
    return err(isFinal(code) ? { problem: 'refused', code } : { problem: 'later' })
  } catch {
    return err({ problem: 'later' })
  }
}

const final = new Set<unknown>(courierProblems)
const isFinal = (code: unknown): code is string => final.has(code)
