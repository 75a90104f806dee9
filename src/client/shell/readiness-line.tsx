import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CampaignId } from '../../core/domain/id.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './readiness-panel.module.css'
import { useReadiness } from './use-readiness.ts'

/** The verdict alone, for the board: whether this tablet may leave the network now. What was checked is one press away. */
export const ReadinessLine = ({ campaign }: { readonly campaign: CampaignId }) => {
  const { t } = useTranslation('shell')
  const { readiness } = useReadiness(campaign)
  if (!readiness) return null
  const failed = readiness.checks.some(({ state }) => state === 'failed')
  if (readiness.days === 0 && !failed) return null
  return (
    <Link to="/device" className={styles['line']}>
      <Icon name={failed ? 'warning' : 'check'} size={20} />
      <span>{failed ? t('readiness.not') : t('readiness.days', { count: readiness.days })}</span>
    </Link>
  )
}
