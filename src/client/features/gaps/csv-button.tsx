import { useTranslation } from 'react-i18next'
import type { CampaignReport } from '../../../core/domain/report.ts'
import { Button } from '../../ui/button.tsx'
import { useReportFigures } from './figures.ts'
import type { Names } from './names.ts'
import { reportCsv } from './report-csv.ts'

type Props = { readonly report: CampaignReport; readonly names: Names }

/** Hands the report's table over as a file for a spreadsheet. Made on the device: works without a network. */
export const CsvButton = ({ report, names }: Props) => {
  const { t } = useTranslation('gaps')
  const figures = useReportFigures()
  const download = (): void => {
    const text = reportCsv(report, names, t, figures)
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${fileName(report.campaign.name)}-${t('csv.file')}.csv`
    link.click()
    // The browser may still be reading the file; it needs the address a moment longer.
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  }
  return (
    <Button icon="download" onClick={download}>
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
