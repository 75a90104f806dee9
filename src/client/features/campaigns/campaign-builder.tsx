import { useTranslation } from 'react-i18next'
import type { Campaign, Staff } from '../../../core/domain/campaign.ts'
import { candidatesAt } from '../../app/campaigns.ts'
import type { StoredPack } from '../../app/own.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { AssessorChoice } from './assessor-choice.tsx'
import styles from './campaigns.module.css'
import { CheckAndPublish } from './check-and-publish.tsx'
import { DateFields } from './date-fields.tsx'
import { HeadFields } from './head-fields.tsx'
import { OfficerChoice } from './officer-choice.tsx'
import { RuleFields } from './rule-fields.tsx'
import { useDraft } from './use-draft.ts'

type Props = { readonly campaign: Campaign; readonly staff: Staff; readonly packs: readonly StoredPack[] }

/** Site → dates → officers → assessors → rules → check → publish, on one page, in the order of the work. */
export const CampaignBuilder = ({ campaign: stored, staff, packs }: Props) => {
  const { t } = useTranslation('campaigns')
  const { campaign, save, problem } = useDraft(stored)
  const site = staff.units.find((unit) => unit.id === campaign.site)
  const pack = packs.find(({ id }) => id === campaign.pack)?.pack
  const { officers, assessors } = candidatesAt(staff, campaign.site)
  return (
    <Page title={campaign.name.trim() || t('untitled')} eyebrow={site?.name} lede={t('builder.autosaved')}>
      <div className={styles['builder']}>
        {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
        <HeadFields campaign={campaign} save={save} site={site} packs={packs} />
        <DateFields campaign={campaign} save={save} />
        <OfficerChoice campaign={campaign} save={save} candidates={officers} />
        <AssessorChoice campaign={campaign} save={save} candidates={assessors} />
        <RuleFields campaign={campaign} save={save} levels={pack?.framework.scale.levels.length ?? 4} />
        <CheckAndPublish campaign={stored} staff={staff} pack={pack} />
      </div>
    </Page>
  )
}
