import type { Campaign } from '../../../core/domain/campaign.ts'
import type { CampaignDraft } from '../../app/campaigns.ts'

/** What each step of the builder is given. */
export type DraftProps = {
  readonly campaign: Campaign
  /** Saves fields at once: a draft has no *save* button, so nothing waits for one. */
  readonly save: (set: Partial<Omit<CampaignDraft, 'site'>>) => Promise<void>
}
