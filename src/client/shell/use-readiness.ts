import { useCallback, useEffect, useState } from 'react'
import type { CampaignId } from '../../core/domain/id.ts'
import { useContact } from '../app/contact.ts'
import { useApp } from '../app/context.tsx'
import { type Readiness, readinessFor } from '../app/readiness.ts'

/** Asked on arrival, after every exchange with headquarters, and on demand: none of it can be watched. */
export const useReadiness = (campaign: CampaignId) => {
  const app = useApp()
  const phase = useContact((contact) => contact.phase)
  const [readiness, setReadiness] = useState<Readiness | null>(null)
  const check = useCallback(async () => setReadiness(await readinessFor(app, campaign)), [app, campaign])
  useEffect(() => {
    if (phase === 'resting') void check()
  }, [check, phase])
  return { readiness, check }
}
