import { useState } from 'react'
import type { Result } from '../../../core/domain/result.ts'

type Problem = { readonly problem: string; readonly seconds?: number | undefined }

/** What went wrong last, and until when it is of no use to ask again, in milliseconds since 1970. */
export type Refusal = { readonly problem: string; readonly until: number | null }

/** One deed at a time: whether it is under way, and why the last one was refused. */
export const useAsking = () => {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  /** Answers with what came of it; undefined where it was refused, and the reason is on the screen. */
  const ask = async <Value>(deed: () => Promise<Result<Value, Problem>>): Promise<{ readonly value: Value } | undefined> => {
    setBusy(true)
    setRefusal(null)
    const done = await deed().catch((): Result<Value, Problem> => ({ ok: false, problem: { problem: 'unforeseen' } }))
    setBusy(false)
    if (done.ok) return { value: done.value }
    const { problem, seconds } = done.problem
    setRefusal({ problem, until: seconds ? Date.now() + seconds * 1000 : null })
    return undefined
  }
  return { busy, refusal, ask, refuse: setRefusal }
}
