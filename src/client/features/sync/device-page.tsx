import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { daysLeft } from '../../../core/domain/campaign.ts'
import type { CampaignId } from '../../../core/domain/id.ts'
import { today } from '../../app/clock.ts'
import { useLive } from '../../app/context.tsx'
import { ownCampaigns } from '../../app/own.ts'
import { InstallNotice } from '../../shell/install-notice.tsx'
import { ReadinessPanel } from '../../shell/readiness-panel.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Health } from './health.tsx'
import styles from './sync.module.css'

/** Whether this tablet can leave, and how it is. */
export const DevicePage = () => {
  const { t } = useTranslation('sync')
  const published = useLive(async (app) => (await ownCampaigns(app)).filter((campaign) => campaign.published !== null))
  const [asked, setAsked] = useState<CampaignId | null>(null)
  const current = published?.find((campaign) => daysLeft(campaign, today()) > 0) ?? published?.[0]
  const chosen = published?.find(({ id }) => id === asked) ?? current
  return (
    <Page title={t('device.title')} lede={t('device.lead')}>
      {!published && <Skeleton shape="page" />}
      {published && (
        <div className={styles['device']}>
          <div className={styles['readiness']}>
            <InstallNotice />
            {published.length > 1 && (
              <Select
                label={t('device.campaign')}
                options={published.map(({ id, name }) => ({ value: id as string, label: name }))}
                value={chosen?.id as string | undefined}
                onChange={(id) => setAsked(id as CampaignId)}
              />
            )}
            {chosen ? <ReadinessPanel key={chosen.id} campaign={chosen.id} /> : <NoCampaign />}
          </div>
          <Health />
        </div>
      )}
    </Page>
  )
}

const NoCampaign = () => {
  const { t } = useTranslation('sync')
  return (
    <EmptyState
      icon="tablet"
      title={t('device.noCampaign.title')}
      actions={
        <LinkButton to="/sync" kind="primary" icon="sync">
          {t('device.sync')}
        </LinkButton>
      }
    >
      {t('device.noCampaign.text')}
    </EmptyState>
  )
}
