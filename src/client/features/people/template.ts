import { useTranslation } from 'react-i18next'
import type { Job } from '../../../core/domain/job.ts'
import { textIn } from '../../../core/domain/text.ts'
import { type StaffField, staffFields } from '../../../core/exchange/staff-mapping.ts'
import { englishStyle, exportCsv, frenchStyle } from '../../../core/exchange/write-csv.ts'
import { saveFile } from '../../ui/save-file.ts'

/** A file to fill in: the fields as headers in the reader's language, which the import recognises again, and one example. */
export const useTemplate = (jobs: readonly Job[]): (() => void) => {
  const { t, i18n } = useTranslation(['people', 'import'])
  return () => {
    const jobName = jobs[0] ? textIn(jobs[0].name, i18n.language) : ''
    const example: Readonly<Record<StaffField, string>> = {
      registration: 'M-1001',
      familyName: t('import.template.familyName'),
      givenName: t('import.template.givenName'),
      grade: t('import.template.grade'),
      language: i18n.language,
      unitCode: 'BKO-FRET',
      unitName: t('import.template.unitName'),
      parentUnitCode: 'BKO',
      siteCode: 'BKO',
      siteName: t('import.template.siteName'),
      postCode: 'BKO-FRET-01',
      postTitle: jobName,
      jobCode: jobName,
    }
    const rows = [staffFields.map((field) => t(`import:field.${field}`)), staffFields.map((field) => example[field])]
    saveFile(t('import.template.file'), exportCsv(rows, i18n.language === 'en' ? englishStyle : frenchStyle), 'text/csv')
  }
}
