import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../../core/protocol/access/audit.ts'
import { exportIn } from '../../../../core/protocol/access/audit-objects.ts'
import { useFigures } from '../../../ui/number.ts'
import styles from './journal.module.css'
import type { Names } from './journal-names.ts'
import { sentenceOf } from './sentence.ts'

/** One deed: what was done, then when by headquarters’ clock, on which tablet, and the number of its entry. */
export const EntryLine = ({ entry, names }: { readonly entry: AuditEntry; readonly names: Names }) => {
  const { t } = useTranslation('journal')
  const { dateTime, integer, list } = useFigures()
  const { seq, time, tablet, action, objects } = entry
  const made = action === 'exported' ? exportIn(objects)?.at : undefined
  const around = [
    dateTime(time),
    ...(tablet ? [t('tablet', { name: names.tablet(tablet) ?? t('tabletUnknown') })] : []),
    ...(made ? [t('byTablet', { date: dateTime(made) })] : []),
    t('number', { n: integer(seq) }),
  ]
  return (
    <li className={styles['entry']}>
      <span>{sentenceOf(entry, { t, names, list })}</span>
      <span className={styles['under']}>{around.join(' · ')}</span>
    </li>
  )
}
