import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign, Staff } from '../../../core/domain/campaign.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { checkCampaign } from '../../app/campaigns.ts'
import { useLive } from '../../app/context.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './campaigns.module.css'
import { problemWords } from './problem-words.ts'
import { PublishQuestion } from './publish-question.tsx'
import { Step } from './step.tsx'

type Props = { readonly campaign: Campaign; readonly staff: Staff; readonly pack: Pack | undefined }

/** Everything that stands in the way, in words, as it is now; and the way out once nothing does. */
export const CheckAndPublish = ({ campaign, staff, pack }: Props) => {
  const { t, i18n } = useTranslation('campaigns')
  const [asking, setAsking] = useState(false)
  const checked = useLive((app) => checkCampaign(app, campaign), [campaign, staff])
  const problems = checked && !checked.ok ? checked.problem : []
  const sentences = [...new Set(problems.map((problem) => problemWords(problem, { t, staff, pack, language: i18n.language })))]
  return (
    <Step title={t('check.title')}>
      {!checked && <Skeleton count={2} />}
      {checked?.ok && (
        <p className={styles['clear']}>
          <Icon name="check" /> {t('check.clear')}
        </p>
      )}
      {sentences.length > 0 && (
        <Notice tone="warning" title={t('check.blocked', { count: sentences.length })}>
          <ul className={styles['problems']}>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className={styles['deeds']}>
        <Button kind="primary" icon="lock" disabled={!checked?.ok} onClick={() => setAsking(true)}>
          {t('publish.publish')}
        </Button>
        {checked?.ok && <span className={styles['about']}>{t('publish.officers', { count: checked.value.length })}</span>}
      </div>
      {checked?.ok && pack && (
        <PublishQuestion open={asking} onClose={() => setAsking(false)} campaign={campaign} planned={checked.value} pack={pack} />
      )}
    </Step>
  )
}
