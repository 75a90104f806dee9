import { err, ok, type Result } from '../../core/domain/result.ts'
import type { OwnTrace } from '../../core/exchange/own-file.ts'
import { type ErasureReply, erasureReplySchema, ownFileSchema } from '../../core/protocol/personal.ts'
import { askOver } from '../access/ask.ts'
import { useSession } from './session.ts'

const ask = askOver('/api/v1')

type Traced = { readonly state: 'offline' | 'open' } | { readonly state: 'here'; readonly trace: readonly OwnTrace[] }

/** Who read or changed the file of the session's own person, newest first. Of anybody else's headquarters tells nothing here. */
export const ownTrace = async (isOwn: boolean): Promise<Traced> => {
  const { session } = useSession.getState()
  if (!session || !isOwn) return { state: 'open' }
  const found = await ask({ path: '/own-file', bearer: session.token(), answer: ownFileSchema })
  return found.ok ? { state: 'here', trace: found.value.trace } : { state: 'offline' }
}

export type ErasureProblem = { readonly problem: 'offline' | 'not-allowed' }

/** Asks headquarters to erase a person: first without a word, which only counts; then with the word that this gave. */
export const requestErasure = async (person: string, confirm?: string): Promise<Result<ErasureReply, ErasureProblem>> => {
  const { session } = useSession.getState()
  if (!session) return err({ problem: 'not-allowed' })
  const body = confirm === undefined ? { person } : { person, confirm }
  const done = await ask({ path: '/erasures', bearer: session.token(), body, answer: erasureReplySchema })
  if (done.ok) return ok(done.value)
  const { problem } = done.problem
  return err({ problem: problem === 'not-allowed' || problem === 'sign-in' ? 'not-allowed' : 'offline' })
}
