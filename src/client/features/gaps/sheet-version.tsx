import { useTranslation } from 'react-i18next'
import type { Sheet } from '../../app/sheet.ts'
import type { Signature } from '../../app/signatures.ts'
import { useReportFigures } from './figures.ts'
import styles from './individual-sheet-page.module.css'

type Props = { readonly sheet: Pick<Sheet, 'signatures' | 'dispute'> }

/** Which version this paper shows, where there is more than one to show, or something beside it: a reader must not have to guess. */
export const SheetVersion = ({ sheet: { signatures, dispute } }: Props) => {
  const lines = useVersionWords()({ signatures, dispute })
  if (lines.length === 0) return null
  return (
    <div className={styles['provisional']}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}

const useVersionWords = () => {
  const { t } = useTranslation('gaps')
  const { dateTime } = useReportFigures()
  return ({ signatures, dispute }: Props['sheet']): readonly string[] => {
    const printed = signatures.find(({ state }) => state === 'counts')
    if (!printed || (signatures.length === 1 && !dispute)) return []
    const words = ({ name, at }: Signature) => ({ name: name ?? t('sheet.version.somebody'), date: dateTime(at) })
    const before = signatures.filter(({ operation }) => printed.follows.includes(operation))
    const beside = signatures.filter(({ state }) => state === 'beside')
    return [
      t('sheet.version.printed', words(printed)),
      ...before.map((one) => t('sheet.version.amends', words(one))),
      ...beside.map((one) => t('sheet.version.beside', words(one))),
      ...(dispute && dispute.fields > 0 ? [t('sheet.version.late', { count: dispute.fields })] : []),
    ]
  }
}
