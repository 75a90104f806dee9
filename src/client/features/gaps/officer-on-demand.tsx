import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { App } from '../../app/app.ts'
import { useApp } from '../../app/context.tsx'
import { fetchOfficer, type OfficerProblem } from '../../app/officer-file.ts'
import { reportedCampaign } from '../../app/sheet.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useReportAddress } from './address.ts'

/** Asks headquarters for one officer whose rows have not come yet; what it answers shows by itself. */
export const OfficerOnDemand = ({ assignment }: { readonly assignment: string }) => {
  const { t } = useTranslation('gaps')
  const app = useApp()
  const { campaign } = useReportAddress()
  const [round, setRound] = useState(0)
  const [problem, setProblem] = useState<OfficerProblem | null>(null)

  useEffect(() => {
    let isGone = false
    if (round >= 0) void ask(app, campaign, assignment).then((found) => !isGone && setProblem(found))
    return () => {
      isGone = true
    }
  }, [app, campaign, assignment, round])

  const again = (): void => {
    setProblem(null)
    setRound(round + 1)
  }

  if (!problem)
    return (
      <>
        <p role="status">{t('onDemand.asking')}</p>
        <Skeleton shape="rows" count={6} />
      </>
    )
  return problem.problem === 'no-network' ? (
    <EmptyState
      icon="cloud"
      title={t('onDemand.offline')}
      actions={
        <Button icon="sync" onClick={again}>
          {t('onDemand.retry')}
        </Button>
      }
    >
      <p>{t('onDemand.offlineText')}</p>
    </EmptyState>
  ) : (
    <EmptyState icon="cloud" title={t('missing.title')} actions={<LinkButton to="/sync">{t('missing.action')}</LinkButton>}>
      <p>{t('missing.text')}</p>
    </EmptyState>
  )
}

const ask = async (app: App, campaign: string | null, assignment: string): Promise<OfficerProblem | null> => {
  const id = await reportedCampaign(app, campaign)
  if (!id) return { problem: 'nobody' }
  const found = await fetchOfficer(app, id, assignment)
  return found.ok ? null : found.problem
}
