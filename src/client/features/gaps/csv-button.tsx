import { useTranslation } from 'react-i18next'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { useApp } from '../../app/context.tsx'
import { noteExport } from '../../app/exports.ts'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { useReportFigures } from './figures.ts'
import type { Names } from './names.ts'
import { reportCsv } from './report-csv.ts'

type Props = { readonly report: CampaignReport; readonly names: Names }

/** Hands the report's table over as a file for a spreadsheet. Made on the device: works without a network. */
export const CsvButton = ({ report, names }: Props) => {
  const { t } = useTranslation('gaps')
  const figures = useReportFigures()
  const app = useApp()
  const download = async (): Promise<void> => {
    await noteExport(app, { subject: 'report', way: 'csv', about: [`campaign/${report.campaign.id}`] })
    const name = `${fileName(report.campaign.name)}-${t('csv.file')}.csv`
    saveFile(name, reportCsv(report, names, t, figures), 'text/csv;charset=utf-8')
  }
  return (
    <Button icon="download" onClick={() => void download()}>
      {t('csv.export')}
    </Button>
  )
}

/** Lower-case letters and digits without accents: what every file system takes. */
const fileName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
