import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import { narrowReport, signedOf } from '../../../core/domain/report.ts'
import type { LiveReport } from '../../app/reports.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { useReportAddress } from './address.ts'
import { ArrivalNotice } from './arrival-notice.tsx'
import { CompetencyCourses } from './competency-courses.tsx'
import { CompetencyLevels } from './competency-levels.tsx'
import { CompetencyOfficers, type StandingOfficer } from './competency-officers.tsx'
import { DisputeNotice } from './dispute-notice.tsx'
import { useNames } from './names.ts'
import { OnDemandNotice } from './on-demand-notice.tsx'
import { ReportFigureStrip } from './report-figures.tsx'
import { ReportFilters } from './report-filters.tsx'
import { ReportGate } from './report-gate.tsx'
import { Section } from './section.tsx'

/** Who stands where on one competency, and the comments that say why. */
export const CompetencyReportPage = () => <ReportGate>{(live) => <CompetencyReport live={live} />}</ReportGate>

const CompetencyReport = ({ live }: { readonly live: LiveReport }) => {
  const { t } = useTranslation('gaps')
  const competency = useParams<{ readonly competency: string }>().competency as CompetencyCode
  const { unit, job, to } = useReportAddress()
  const names = useNames(live.pack)
  const isHere = (code: CompetencyCode): boolean => code === competency
  const all = askedOnly(live.report, isHere)
  const report = narrowReport(all, { unit, job })
  const standing = report.officers.flatMap((officer): StandingOfficer[] =>
    officer.lines.map((line) => ({ officer, line, signed: officer.assessment?.state === 'signed' })),
  )
  return (
    <Page
      title={names.competency(competency)}
      eyebrow={[live.site, live.report.campaign.name].filter(Boolean).join(' · ')}
      lede={names.definition(competency)}
      actions={
        <>
          <LinkButton to={`/library/dictionary/${competency}`} kind="quiet" icon="book">
            {t('competency.dictionary')}
          </LinkButton>
          <LinkButton to={to('/gaps', { unit, job })}>{t('unit.site')}</LinkButton>
        </>
      }
    >
      <ArrivalNotice live={live} />
      {all.officers.length === 0 ? (
        <EmptyState icon="people" title={t('competency.none')}>
          <p>{t('competency.noneText')}</p>
        </EmptyState>
      ) : (
        <>
          <OnDemandNotice live={live} />
          <DisputeNotice live={live} report={report} />
          <ReportFilters report={all} names={names} groupFixed />
          <ReportFigureStrip report={report} contact={live.contact} />
          <CompetencyLevels lines={signedOf(report.officers).flatMap(({ lines }) => lines)} names={names} pack={live.pack} />
          <CompetencyOfficers standing={standing} names={names} />
          <Section title={t('competency.courses')}>
            <CompetencyCourses competency={competency} pack={live.pack} names={names} />
          </Section>
        </>
      )}
    </Page>
  )
}

/** Only those whose post asks the competency: the others are no base for its figures. */
const askedOnly = (report: LiveReport['report'], keeps: (code: CompetencyCode) => boolean): LiveReport['report'] => {
  const officers = report.officers.filter(({ lines }) => lines.some(({ requirement }) => keeps(requirement.competency)))
  return narrowReport({ ...report, officers }, { keeps })
}
