import { useCallback, useEffect, useState } from 'react'
import type { Result } from '../../../core/domain/result.ts'
import { useSession } from '../../app/session.ts'

/** What headquarters alone knows. *Unreachable* is not *none*: nobody may take one for the other. */
export type Answer<Value> =
  | { readonly state: 'asking' }
  | { readonly state: 'refused'; readonly problem: string }
  | { readonly state: 'known'; readonly value: Value }

/**
 * Asks on arrival, and again when the network comes back, when the account may do something else than before, or when
 * somebody says so; meanwhile the last answer stays.
 */
export const useAnswer = <Value>(question: () => Promise<Result<Value, { readonly problem: string }>>) => {
  const [answer, setAnswer] = useState<Answer<Value>>({ state: 'asking' })
  const ask = useCallback(async (): Promise<void> => {
    const got = await question().catch(() => undefined)
    if (got?.ok) setAnswer({ state: 'known', value: got.value })
    else
      setAnswer((before) =>
        before.state === 'known' ? before : { state: 'refused', problem: got?.problem.problem ?? 'unforeseen' },
      )
  }, [question])
  useEffect(() => {
    const again = (): void => void ask()
    again()
    addEventListener('online', again)
    const forget = useSession.subscribe(({ session }, before) => {
      if (session?.account !== before.session?.account) again()
    })
    return () => {
      removeEventListener('online', again)
      forget()
    }
  }, [ask])
  return { answer, ask }
}
