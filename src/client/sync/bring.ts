import { err, ok, type Result } from '../../core/domain/result.ts'
import { courierProblems } from '../../core/protocol/courier/problem.ts'
import { type CourierReply, courierReplySchema } from '../../core/protocol/courier/reply.ts'
import { codeIn, pack, packedHeaders } from './send.ts'

export type BringProblem =
  /** Headquarters looked at it and will not take it, however often it comes. */
  | { readonly problem: 'refused'; readonly code: string }
  /** It did not get through: something in between takes none so large, failed over it or waited too long. Another one may. */
  | { readonly problem: 'held' }
  /** It was not looked at, and no other would be: no network, no room, nobody signed in. It is brought again later. */
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
      headers: { 'content-type': 'application/octet-stream', ...packedHeaders },
      body: await pack(text),
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
    const code = type.startsWith('application/problem+json') ? await codeIn(response) : undefined
    if (isFinal(code)) return err({ problem: 'refused', code })
    return err({ problem: isHeld(response) ? 'held' : 'later' })
  } catch (problem) {
    return err({ problem: (problem as Error).name === 'TimeoutError' ? 'held' : 'later' })
  }
}

/** Whoever says when to ask again means every parcel. */
const isHeld = ({ status, headers }: Response): boolean =>
  status === 408 || status === 413 || (status >= 500 && !headers.has('retry-after'))

const final = new Set<unknown>(courierProblems)
const isFinal = (code: unknown): code is string => final.has(code)
