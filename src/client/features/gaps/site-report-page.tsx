import { useTranslation } from 'react-i18next'
import { narrowReport } from '../../../core/domain/report.ts'
import type { LiveReport } from '../../app/reports.ts'
import { Page } from '../../ui/page.tsx'
import { useReportAddress } from './address.ts'
import { ArrivalNotice } from './arrival-notice.tsx'
import { ContestNotice } from './contest-notice.tsx'
import { CsvButton } from './csv-button.tsx'
import { DisputeNotice } from './dispute-notice.tsx'
import { HeatmapSection } from './heatmap-section.tsx'
import { MissingOfficers } from './missing-officers.tsx'
import { useNames } from './names.ts'
import { NeedsSection } from './needs-section.tsx'
import { OfficersSection } from './officers-section.tsx'
import { OnDemandNotice } from './on-demand-notice.tsx'
import { ReportFigureStrip } from './report-figures.tsx'
import { ReportFilters } from './report-filters.tsx'
import { ReportGate } from './report-gate.tsx'
import { UnitsSection } from './units-section.tsx'

/** A campaign's gaps at its site. */
export const SiteReportPage = () => <ReportGate>{(live) => <SiteReport live={live} />}</ReportGate>

const SiteReport = ({ live }: { readonly live: LiveReport }) => {
  const { t } = useTranslation('gaps')
  const { unit, job, group } = useReportAddress()
  const names = useNames(live.pack)
  const keeps = group && ((competency: Parameters<typeof names.groupOf>[0]) => names.groupOf(competency) === group)
  const report = narrowReport(live.report, { unit, job, keeps })
  return (
    <Page
      title={t('title')}
      eyebrow={[live.site, live.report.campaign.name].filter(Boolean).join(' · ')}
      actions={<CsvButton live={live} report={report} unit={unit} names={names} />}
    >
      <ArrivalNotice live={live} />
      <OnDemandNotice live={live} />
      <DisputeNotice live={live} report={report} />
      <ContestNotice campaign={live.report.campaign.id} />
      <ReportFilters report={live.report} names={names} />
      <ReportFigureStrip report={report} contact={live.contact} />
      <MissingOfficers report={report} />
      <HeatmapSection report={report} names={names} />
      <NeedsSection report={report} names={names} />
      {report.units.length > 1 && <UnitsSection report={report} />}
      <OfficersSection live={live} report={report} />
    </Page>
  )
}
