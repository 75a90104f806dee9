import { useTranslation } from 'react-i18next'
import type { LiveReport } from '../../app/reports.ts'
import { Notice } from '../../ui/notice.tsx'
import { useReportFigures } from './figures.ts'

/** Says that the figures stand and the words are still on their way. */
export const OnDemandNotice = ({ live }: { readonly live: LiveReport }) => {
  const { t } = useTranslation('gaps')
  const { dateTime } = useReportFigures()
  if (!live.onDemand) return null
  return (
    <Notice tone="info" title={t('onDemand.title')}>
      <p>{t('onDemand.text', { asOf: dateTime(live.onDemand.asOf) })}</p>
    </Notice>
  )
}
