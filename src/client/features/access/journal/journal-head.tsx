import { useTranslation } from 'react-i18next'
import type { AuditHead } from '../../../../core/protocol/access/audit.ts'
import { useFigures } from '../../../ui/number.ts'
import styles from './journal.module.css'

/** As much of a hash as a person compares. */
export const shortHash = ({ hash }: AuditHead): string => hash.slice(0, 12)

/** Where the whole log ends, and what whoever writes that down can show with it later. */
export const JournalHead = ({ head }: { readonly head: AuditHead }) => {
  const { t } = useTranslation('journal')
  const { integer } = useFigures()
  return (
    <div className={styles['head']}>
      <p>{t('head.title', { n: integer(head.seq), hash: shortHash(head) })}</p>
      <details>
        <summary>{t('head.summary')}</summary>
        <p>{t('head.chain')}</p>
        <p>{t('head.keep')}</p>
        <p>{t('head.verify')}</p>
        <p>{t('head.others')}</p>
      </details>
    </div>
  )
}
