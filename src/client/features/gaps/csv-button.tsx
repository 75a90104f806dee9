import { useTranslation } from 'react-i18next'
import type { UnitId } from '../../../core/domain/id.ts'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { useApp } from '../../app/context.tsx'
import { noteExport } from '../../app/exports.ts'
import type { LiveReport } from '../../app/reports.ts'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { useReportAddress } from './address.ts'
import { useReportFigures } from './figures.ts'
import type { Names } from './names.ts'
import { type Chosen, csvFileName, reportCsv } from './report-csv.ts'
import { standingLines } from './standing.ts'

type Props = {
  readonly live: LiveReport
  /** What the reader chose of it. */
  readonly report: CampaignReport
  readonly unit: UnitId | undefined
  readonly names: Names
}

/** Hands the report's table over as a file for a spreadsheet. Made on the device: works without a network. */
export const CsvButton = ({ live, report, unit, names }: Props) => {
  const { t } = useTranslation('gaps')
  const figures = useReportFigures()
  const { job, group } = useReportAddress()
  const app = useApp()
  const chosen: Chosen = {
    unit: unit && (live.report.units.find((one) => one.unit === unit)?.name ?? unit),
    job: job && names.job(job),
    group: group && names.group(group),
  }
  const download = async (): Promise<void> => {
    await noteExport(app, { subject: 'report', way: 'csv', about: [`campaign/${report.campaign.id}`] })
    const subject = { report, chosen, byDay: live.onDemand !== null, standing: standingLines(live, report, t, figures) }
    const csv = reportCsv(subject, names, t, figures)
    saveFile(csvFileName(report.campaign.name, chosen, t('csv.file')), csv, 'text/csv;charset=utf-8')
  }
  return (
    <Button icon="download" onClick={() => void download()}>
      {t('csv.export')}
    </Button>
  )
}
