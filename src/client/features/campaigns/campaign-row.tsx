import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isDay } from '../../../core/domain/time.ts'
import type { CampaignSummary } from '../../app/campaign-progress.ts'
import { Icon } from '../../ui/icon.tsx'
import { useFigures } from '../../ui/number.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import styles from './campaigns.module.css'

/** A campaign in the list: its site and dates, and how far it is, in officers. */
export const CampaignRow = ({ summary: { campaign, siteName, progress } }: { readonly summary: CampaignSummary }) => {
  const { t } = useTranslation('campaigns')
  const { date } = useFigures()
  const { id, name, opens, closes, published, officers } = campaign
  const dates = isDay(opens) && isDay(closes) ? t('list.dates', { opens: date(opens), closes: date(closes) }) : t('list.noDates')
  return (
    <Link to={`/campaigns/${id}`} className={styles['row']}>
      <span className={styles['told']}>
        <span className={styles['name']}>{name.trim() || t('untitled')}</span>
        <span className={styles['about']}>{[siteName, dates].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles['state']}>
        {published ? (
          <ProgressBar label={t('published.progress')} labelHidden value={progress.signed} max={progress.total} />
        ) : (
          t('list.officers', { count: officers.length })
        )}
      </span>
      <Icon name="chevron-right" />
    </Link>
  )
}
