import type { TFunction } from 'i18next'
import type { CampaignReport, OfficerReport } from '../../../core/domain/report.ts'
import type { CsvCell } from '../../../core/exchange/write-csv.ts'
import type { LiveReport } from '../../app/reports.ts'
import type { ReportFigures } from './figures.ts'

/** How much of its campaign a report rests on. While rows are still coming, columns that tell of every officer stand for them. */
export const standingOf = ({ report, arrival, onDemand }: LiveReport) => {
  const { assigned } = report.completeness
  const published = report.campaign.published?.assignments ?? 0
  const isToldByColumns = onDemand !== null && assigned >= published
  return { assigned, published, arrival: arrival === 'coming' && isToldByColumns ? 'whole' : arrival } as const
}

/** The officers of a report, or of a part of it, of whose signed assessment the first signature counts until somebody settles it. */
export const disputedAmong = (
  { disputed }: Pick<LiveReport, 'disputed'>,
  { officers }: CampaignReport,
): readonly OfficerReport[] => officers.filter(({ assessment }) => assessment?.state === 'signed' && disputed.has(assessment.id))

/** For whoever reads the table without the page: as of when it is, how much had arrived, and how many of its assessments are disputed. */
export const standingLines = (
  live: LiveReport,
  report: CampaignReport,
  t: TFunction<'gaps'>,
  { dateTime }: Pick<ReportFigures, 'dateTime'>,
): readonly (readonly CsvCell[])[] => {
  const { assigned, published, arrival } = standingOf(live)
  const count = disputedAmong(live, report).length
  // Who never heard of headquarters, or reads from columns, cannot say that all it had is here.
  const isKnown = arrival !== 'whole' || (live.contact !== null && live.onDemand === null)
  return [
    [t('csv.contact'), live.contact ? dateTime(live.contact.at) : t('figure.noContact')],
    ...(isKnown ? [[t('csv.arrival'), t(`csv.${arrival}`, { n: assigned, of: published })]] : []),
    ...(count > 0 ? [[t('csv.disputed'), t('csv.disputedCount', { count })]] : []),
  ]
}
