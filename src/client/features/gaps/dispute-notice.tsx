import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { fullName } from '../../../core/domain/person.ts'
import type { CampaignReport } from '../../../core/domain/report.ts'
import type { LiveReport } from '../../app/reports.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './report-notice.module.css'
import { disputedAmong } from './standing.ts'

type Props = { readonly live: LiveReport; readonly report: CampaignReport }

/** Names the officers whose signed assessment is disputed, each with the way to settle it. Says nothing where there is none. */
export const DisputeNotice = ({ live, report }: Props) => {
  const { t } = useTranslation('gaps')
  const disputed = disputedAmong(live, report)
  if (disputed.length === 0) return null
  return (
    <div className={styles['notice']}>
      <Notice tone="warning" title={t('disputed.title', { count: disputed.length })}>
        <p>{t('disputed.text')}</p>
        <ul>
          {disputed.map(({ assignment: { id, snapshot } }) => (
            <li key={id}>
              <Link to={`/assess/${id}/settle`}>{fullName(snapshot)}</Link>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
