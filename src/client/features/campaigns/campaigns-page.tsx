import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CampaignSummary, campaignSummaries } from '../../app/campaign-progress.ts'
import { useLive } from '../../app/context.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CampaignRow } from './campaign-row.tsx'
import styles from './campaigns.module.css'
import { OpenCampaign } from './open-campaign.tsx'

/** What is being prepared, what was published and how far it has come. */
export const CampaignsPage = () => {
  const { t } = useTranslation('campaigns')
  const summaries = useLive(campaignSummaries)
  const [opening, setOpening] = useState(false)
  const open = (
    <Button kind="primary" icon="plus" onClick={() => setOpening(true)}>
      {t('list.new')}
    </Button>
  )
  return (
    <Page title={t('title')} lede={t('lead')} actions={summaries && summaries.length > 0 && open}>
      {!summaries && <Skeleton shape="rows" />}
      {summaries?.length === 0 && (
        <EmptyState icon="campaign" title={t('list.empty.title')} actions={open}>
          {t('list.empty.text')}
        </EmptyState>
      )}
      {summaries && <Campaigns title={t('list.drafts')} summaries={summaries.filter(({ campaign }) => !campaign.published)} />}
      {summaries && <Campaigns title={t('list.published')} summaries={summaries.filter(({ campaign }) => campaign.published)} />}
      <OpenCampaign open={opening} onClose={() => setOpening(false)} />
    </Page>
  )
}

const Campaigns = ({ title, summaries }: { readonly title: string; readonly summaries: readonly CampaignSummary[] }) =>
  summaries.length > 0 && (
    <section className={styles['part']}>
      <h2>{title}</h2>
      <ul className={styles['list']}>
        {summaries.map((summary) => (
          <li key={summary.campaign.id}>
            <CampaignRow summary={summary} />
          </li>
        ))}
      </ul>
    </section>
  )
