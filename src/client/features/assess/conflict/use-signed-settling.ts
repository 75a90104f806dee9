import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../../core/domain/id.ts'
import { noteUnsaved } from '../../../app/busy.ts'
import { useApp, useLive } from '../../../app/context.tsx'
import { ownPeople } from '../../../app/own.ts'
import { amendedContent, commentsDueIn, keepsSigned, type SettleSignedProblem, settleSigned } from '../../../app/settle-signed.ts'
import type { SignedDispute } from '../../../app/signed-dispute.ts'
import { announce } from '../../../ui/announce.tsx'
import type { WorkProblem } from '../change.ts'
import { chosenIn, type Picks } from './signed-choice.ts'

export type SignedSettling = ReturnType<typeof useSignedSettling>

/** What a person is deciding of a signed assessment: the choices so far, what they come to, and the writing of it. */
export const useSignedSettling = (dispute: SignedDispute) => {
  const { t } = useTranslation('settle')
  const app = useApp()
  const people = useLive(ownPeople) ?? []
  const [picks, setPicks] = useState<Picks>({})
  const [comments, setComments] = useState<ReadonlyMap<CompetencyCode, string>>(new Map())
  const [reason, setReason] = useState('')
  const [meant, setMeant] = useState(false)
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<WorkProblem | undefined>()
  const { assignment } = dispute.grid
  const chosen = chosenIn(dispute, picks)
  const isWhole = dispute.fields.every(({ field }) => chosen.has(field))
  const keeps = isWhole && keepsSigned(dispute, { chosen })
  const due = isWhole && !keeps ? commentsDueIn(dispute, amendedContent(dispute, { chosen })) : []
  const signer = people.find(({ id }) => id === app.identity.person)
  const assigned = people.filter(({ id }) => assignment.assessors.includes(id))
  const isReady = isWhole && reason.trim() !== '' && due.every((code) => comments.get(code)?.trim())
  useUnsaved(`settle.${assignment.id}`, reason !== '' || Object.keys(picks).length > 0)

  const put = async (): Promise<void> => {
    setAsked(true)
    if (!isReady || busy || (!keeps && !(signer && meant))) return
    setBusy(true)
    const done = await settleSigned(app, dispute, { chosen, comments, reason })
    setBusy(false)
    setProblem(done.ok ? undefined : told(done.problem))
    if (!done.ok) return
    announce(t(keeps ? 'signed.kept' : 'signed.signed'))
    document.getElementById('main')?.focus({ preventScroll: true })
  }

  return {
    picks,
    setPicks,
    comments,
    setComments,
    reason,
    setReason,
    meant,
    setMeant,
    asked,
    busy,
    problem,
    chosen,
    isWhole,
    keeps,
    due,
    signer,
    assigned,
    /** A signature is not to be had before it is meant. */
    locked: isWhole && !keeps && !(signer && meant),
    put,
  }
}

/** What the form itself asks for was asked already; what remains is why it was not taken. */
const told = (problem: SettleSignedProblem): WorkProblem | undefined =>
  problem.problem === 'nobody' || problem.problem === 'choice-missing' || problem.problem === 'comments-due' ? undefined : problem

const useUnsaved = (form: string, holds: boolean): void =>
  useEffect(() => {
    noteUnsaved(form, holds)
    return () => noteUnsaved(form, false)
  }, [form, holds])
