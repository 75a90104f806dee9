import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { CampaignId } from '../../../core/domain/id.ts'
import { staffOf } from '../../app/campaigns.ts'
import { useLive } from '../../app/context.tsx'
import { ownPacks } from '../../app/own.ts'
import { campaignAt } from '../../app/read.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CampaignBuilder } from './campaign-builder.tsx'
import { PublishedCampaign } from './published-campaign.tsx'

/** One campaign: a draft to build, or what was published and how it goes. */
export const CampaignPage = () => {
  const { t } = useTranslation('campaigns')
  const { campaign: id = '' } = useParams()
  const found = useLive(
    async (app) => ({
      campaign: (await campaignAt(app.database, id as CampaignId)) ?? null,
      staff: await staffOf(app),
      packs: await ownPacks(app),
    }),
    [id],
  )
  if (!found)
    return (
      <Page title={t('title')}>
        <Skeleton shape="page" />
      </Page>
    )
  const { campaign, staff, packs } = found
  if (!campaign) return <Missing />
  return campaign.published ? (
    <PublishedCampaign campaign={campaign} staff={staff} packs={packs} />
  ) : (
    <CampaignBuilder campaign={campaign} staff={staff} packs={packs} />
  )
}

const Missing = () => {
  const { t } = useTranslation('campaigns')
  return (
    <Page title={t('title')}>
      <EmptyState
        icon="campaign"
        title={t('missing.title')}
        actions={
          <>
            <LinkButton to="/sync" kind="primary" icon="sync">
              {t('missing.sync')}
            </LinkButton>
            <LinkButton to="/campaigns">{t('missing.back')}</LinkButton>
          </>
        }
      >
        {t('missing.text')}
      </EmptyState>
    </Page>
  )
}
