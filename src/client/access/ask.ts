import type * as z from 'zod/mini'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { type AccessProblem, accessProblems } from '../../core/protocol/access/problem.ts'

/** Why a question about accounts or tablets has no answer. None of them changes anything on this device. */
export type AskProblem = {
  readonly problem: AccessProblem | 'no-network' | 'too-many-requests' | 'upgrade-required' | 'rejected'
  /** After how many seconds it may be asked again, where the server said so. */
  readonly seconds?: number | undefined
}

export type Asked<Value> = Promise<Result<Value, AskProblem>>

/** One question. The bearer goes into a header alone: addresses and logs never hold one. */
export type Question<Schema extends z.ZodMiniType> = {
  readonly path: string
  /** Absent for a question that only reads. */
  readonly body?: object | undefined
  readonly bearer?: string | undefined
  readonly answer: Schema
}

export type Ask = <Schema extends z.ZodMiniType>(question: Question<Schema>) => Asked<z.output<Schema>>

/** In milliseconds. Argon2id takes its time on a busy server. */
const patience = 30_000

/** Asks headquarters. An answer that is not ours (a portal's page, a proxy's error) is as good as no network. */
export const askOver =
  (base: string, speak: typeof fetch = (...request) => fetch(...request)): Ask =>
  async ({ path, body, bearer, answer }) => {
    try {
      const response = await speak(`${base}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(patience),
      })
      const type = response.headers.get('content-type') ?? ''
      if (!response.ok) return err(type.startsWith('application/problem+json') ? await problemOf(response) : unreachable)
      if (!type.startsWith('application/json')) return err(unreachable)
      const read = answer.safeParse(await response.json())
      return read.success ? ok(read.data) : err({ problem: 'upgrade-required' })
    } catch {
      return err(unreachable)
    }
  }

const unreachable: AskProblem = { problem: 'no-network' }

const known = new Set<string>(accessProblems)
const isKnown = (code: unknown): code is AccessProblem => typeof code === 'string' && known.has(code)

const problemOf = async (response: Response): Promise<AskProblem> => {
  const { code } = (await response.json()) as { readonly code?: unknown }
  const wait = Number(response.headers.get('retry-after'))
  const seconds = Number.isFinite(wait) && wait > 0 ? { seconds: wait } : {}
  if (isKnown(code)) return { problem: code, ...seconds }
  if (code === 'too-many-requests') return { problem: code, ...seconds }
  if (code === 'busy' || code === 'stopping' || code === 'database-silent') return { problem: 'no-network', ...seconds }
  return { problem: code === 'upgrade-required' ? code : 'rejected' }
}
