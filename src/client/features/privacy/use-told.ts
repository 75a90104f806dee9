import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../core/domain/result.ts'
import { announce } from '../../ui/announce.tsx'

const known = ['nothing-signed', 'text-missing', 'reason-missing', 'not-amended', 'answered']

/** Records something once, and tells what came of it: in words where it did not work. */
export const useTold = (said: string, done: () => void) => {
  const { t } = useTranslation('privacy')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const tell = async (deed: Promise<Result<unknown, { readonly problem: string }>>): Promise<void> => {
    setBusy(true)
    const outcome = await deed
    setBusy(false)
    if (outcome.ok) {
      setProblem(undefined)
      announce(said)
      done()
    } else setProblem(t(`contest.problem.${known.includes(outcome.problem.problem) ? outcome.problem.problem : 'other'}`))
  }
  return { busy, problem, tell }
}
