import { useTranslation } from 'react-i18next'
import { due } from '../../../core/domain/gap.ts'
import { fullName } from '../../../core/domain/person.ts'
import type { Sheet } from '../../app/sheet.ts'
import { useReportFigures } from './figures.ts'
import type { OfficerView } from './officer-view.ts'

/** Short enough to read out over the telephone, long enough to tell two operations of one site apart. */
const shortId = (id: string): string => id.slice(0, 8)

/** What the foot of each page says: whose sheet, under which grid, how complete, and what proves that headquarters holds it. */
export const useSheetFooter = (
  { assignment, assessment, pack, received }: Sheet,
  { report: { sums } }: OfficerView,
): { readonly text: string; readonly page: string } => {
  const { t } = useTranslation('gaps')
  const { dateTime } = useReportFigures()
  const { snapshot } = assignment
  const atHeadquarters = assessment.state === 'signed' ? received : undefined
  const receipt = atHeadquarters
    ? t('sheet.receipt', {
        operation: shortId(atHeadquarters.receipt ?? (assessment.state === 'signed' ? assessment.version : '')),
        seq: atHeadquarters.seq,
        date: dateTime(atHeadquarters.time),
      })
    : t('sheet.noReceipt')
  return {
    text: [
      t('sheet.footName', { name: fullName(snapshot), registration: snapshot.registration }),
      t('sheet.grid', { pack: pack.code, version: pack.version }),
      t('sheet.completeness', { n: sums.rated, of: due(sums) }),
      receipt,
    ].join(' · '),
    page: t('sheet.page'),
  }
}
