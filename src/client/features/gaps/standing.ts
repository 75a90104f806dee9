import type { TFunction } from 'i18next'
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

/** The same for whoever reads the table without the page: what had arrived, as of when. */
export const standingLines = (
  live: LiveReport,
  t: TFunction<'gaps'>,
  { dateTime }: Pick<ReportFigures, 'dateTime'>,
): readonly (readonly CsvCell[])[] => {
  const { assigned, published, arrival } = standingOf(live)
  // Who never heard of headquarters, or reads from columns, cannot say that all it had is here.
  const isKnown = arrival !== 'whole' || (live.contact !== null && live.onDemand === null)
  return [
    [t('csv.contact'), live.contact ? dateTime(live.contact.at) : t('figure.noContact')],
    ...(isKnown ? [[t('csv.arrival'), t(`csv.${arrival}`, { n: assigned, of: published })]] : []),
  ]
}
