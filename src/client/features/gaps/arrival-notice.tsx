import { useTranslation } from 'react-i18next'
import type { LiveReport } from '../../app/reports.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReportFigures } from './figures.ts'
import styles from './report-notice.module.css'
import { standingOf } from './standing.ts'

/** Says that more of the campaign is to come, or that nothing more is and why some officers are missing. Silent where all of it is here. */
export const ArrivalNotice = ({ live }: { readonly live: LiveReport }) => {
  const { t } = useTranslation('gaps')
  const { integer } = useReportFigures()
  const { assigned, published, arrival } = standingOf(live)
  if (arrival === 'coming')
    return (
      <div className={styles['notice']}>
        <Notice
          tone="warning"
          title={t('partial.title')}
          actions={
            <LinkButton to="/sync" icon="sync">
              {t('missing.action')}
            </LinkButton>
          }
        >
          <p>{t('partial.text')}</p>
        </Notice>
      </div>
    )
  if (arrival === 'whole') return null
  return (
    <div className={styles['notice']}>
      <Notice tone="info" title={t('part.title', { n: integer(assigned), of: integer(published) })}>
        <p>{t('part.text')}</p>
      </Notice>
    </div>
  )
}
