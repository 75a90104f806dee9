import { useEffect, useState } from 'react'
import type { Campaign } from '../../../core/domain/campaign.ts'
import { type CampaignDraft, editCampaign } from '../../app/campaigns.ts'
import { useApp } from '../../app/context.tsx'

type Fields = Partial<Omit<CampaignDraft, 'site'>>

/**
 * The draft as the person last left it, ahead of the database by one write: two quick taps must both count, and the second
 * is built on the first even where the first is not yet read back.
 */
export const useDraft = (stored: Campaign) => {
  const app = useApp()
  const [ahead, setAhead] = useState<Fields>({})
  const [problem, setProblem] = useState<string | null>(null)
  const campaign: Campaign = { ...stored, ...ahead }

  useEffect(() => setAhead((fields) => without(fields, stored)), [stored])

  const save = async (set: Fields): Promise<void> => {
    setAhead((fields) => ({ ...fields, ...set }))
    const done = await editCampaign(app, stored, set)
    setProblem(done.ok ? null : done.problem.problem)
    if (!done.ok) setAhead((fields) => without(fields, set))
  }
  return { campaign, save, problem }
}

/** The fields that do not stand like this in the other any more. */
const without = (fields: Fields, other: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => JSON.stringify(other[field as keyof Fields]) !== JSON.stringify(value)),
  )
