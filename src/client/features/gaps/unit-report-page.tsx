import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { UnitId } from '../../../core/domain/id.ts'
import { narrowReport } from '../../../core/domain/report.ts'
import type { LiveReport } from '../../app/reports.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { useReportAddress } from './address.ts'
import { ArrivalNotice } from './arrival-notice.tsx'
import { CsvButton } from './csv-button.tsx'
import { DisputeNotice } from './dispute-notice.tsx'
import { MissingOfficers } from './missing-officers.tsx'
import { useNames } from './names.ts'
import { NeedsSection } from './needs-section.tsx'
import { OfficerMatrix } from './officer-matrix.tsx'
import { OfficersSection } from './officers-section.tsx'
import { OnDemandNotice } from './on-demand-notice.tsx'
import { ReportFigureStrip } from './report-figures.tsx'
import { ReportFilters } from './report-filters.tsx'
import { ReportGate } from './report-gate.tsx'

/** One unit of a campaign, down to its officers by name. */
export const UnitReportPage = () => <ReportGate>{(live) => <UnitReport live={live} />}</ReportGate>

const UnitReport = ({ live }: { readonly live: LiveReport }) => {
  const { t } = useTranslation('gaps')
  const { unit } = useParams<{ readonly unit: string }>()
  const { job, group, to } = useReportAddress()
  const names = useNames(live.pack)
  const keeps = group && ((competency: Parameters<typeof names.groupOf>[0]) => names.groupOf(competency) === group)
  const own = narrowReport(live.report, { unit: unit as UnitId })
  const report = narrowReport(own, { job, keeps })
  const back = <LinkButton to={to('/gaps')}>{t('unit.site')}</LinkButton>
  return (
    <Page
      title={own.units[0]?.name ?? t('unit.title')}
      eyebrow={[live.site, live.report.campaign.name].filter(Boolean).join(' · ')}
      actions={
        <>
          {back}
          <CsvButton live={live} report={report} unit={unit as UnitId} names={names} />
        </>
      }
    >
      <ArrivalNotice live={live} />
      {own.units.length === 0 ? (
        <EmptyState icon="place" title={t('unit.none')} actions={back}>
          <p>{t('unit.noneText')}</p>
        </EmptyState>
      ) : (
        <>
          <OnDemandNotice live={live} />
          <DisputeNotice live={live} report={report} />
          <ReportFilters report={own} names={names} unitFixed />
          <ReportFigureStrip report={report} contact={live.contact} />
          <MissingOfficers report={report} />
          <OfficerMatrix report={report} names={names} />
          <NeedsSection report={report} names={names} />
          <OfficersSection live={live} report={report} />
        </>
      )}
    </Page>
  )
}
