import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../app/context.tsx'
import { type LiveReport, reportOf } from '../../app/reports.ts'
import { reportedCampaign } from '../../app/sheet.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useReportAddress } from './address.ts'

type Props = { readonly children: (live: LiveReport) => ReactNode }

/** Reads the campaign's report as it stands on this device, or says why there is none and what to do. */
export const ReportGate = ({ children }: Props) => {
  const { t } = useTranslation('gaps')
  const { campaign } = useReportAddress()
  const found = useLive(
    async (app) => {
      const id = await reportedCampaign(app, campaign)
      return { id, live: id ? await reportOf(app, id) : null }
    },
    [campaign],
  )
  if (found?.live) return children(found.live)
  return (
    <Page title={t('title')}>
      {!found && <Skeleton shape="rows" count={6} />}
      {found && !found.id && (
        <EmptyState icon="chart" title={t('none.title')} actions={<LinkButton to="/campaigns">{t('none.action')}</LinkButton>}>
          <p>{t('none.text')}</p>
        </EmptyState>
      )}
      {found?.id && (
        <EmptyState icon="cloud" title={t('missing.title')} actions={<LinkButton to="/sync">{t('missing.action')}</LinkButton>}>
          <p>{t('missing.text')}</p>
        </EmptyState>
      )}
    </Page>
  )
}
