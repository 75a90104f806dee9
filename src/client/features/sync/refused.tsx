import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LedgerRefusal } from '../../app/ledger.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { recordAddress } from './record-address.ts'
import styles from './sync.module.css'

/** What headquarters refused, each with its reason. It blocks nothing and is never thrown away in silence. */
export const Refused = ({ refused }: { readonly refused: readonly LedgerRefusal[] }) => {
  const { t } = useTranslation('sync')
  const { dateTime } = useFigures()
  return (
    <section className={styles['part']} aria-labelledby="refused">
      <h2 id="refused">{t('refused.title')}</h2>
      <Notice tone="danger" title={t('refused.told', { count: refused.length })}>
        {t('refused.safe')}
      </Notice>
      <ul className={styles['rows']}>
        {refused.map(({ id, kind, entity, subject, problem, time }) => (
          <li key={id} className={styles['refusal']}>
            <Link to={recordAddress(kind, entity)} className={styles['link']}>
              {[t(`refused.kind.${kind}`), subject].filter(Boolean).join(' · ')}
            </Link>
            <span>{t([`reason.${problem.problem}`, 'reason.unforeseen'], { ...problem.params })}</span>
            <span className={styles['about']}>{t('record.refusedAt', { date: dateTime(time) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
