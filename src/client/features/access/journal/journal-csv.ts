import { type CsvCell, englishStyle, exportCsv, frenchStyle } from '../../../../core/exchange/write-csv.ts'
import type { AuditEntry } from '../../../../core/protocol/access/audit.ts'
import { exportIn } from '../../../../core/protocol/access/audit-objects.ts'
import { type Sentences, sentenceOf } from './sentence.ts'

const columns = ['number', 'time', 'deed', 'kind', 'account', 'tablet', 'byTablet', 'objects', 'hash'] as const

/** The entries as a spreadsheet reads them: what the screen says, and beside it the ids and fingerprints whole. */
export const journalCsv = (entries: readonly AuditEntry[], sentences: Sentences, language: string): string => {
  const { t, names } = sentences
  const rows = entries.map((entry): readonly CsvCell[] => {
    const { seq, time, action, account, tablet, objects, hash } = entry
    return [
      seq,
      time,
      sentenceOf(entry, sentences),
      action,
      account && (names.login(account) ?? account),
      tablet && (names.tablet(tablet) ?? tablet),
      action === 'exported' ? exportIn(objects)?.at : null,
      objects.join(' '),
      hash,
    ]
  })
  return exportCsv([columns.map((column) => t(`column.${column}`)), ...rows], language === 'en' ? englishStyle : frenchStyle)
}
