import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useApp } from '../../app/context.tsx'
import type { LedgerRefusal } from '../../app/ledger.ts'
import { bringBack, putAway } from '../../app/refusals.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { recordAddress } from './record-address.ts'
import styles from './sync.module.css'

type Props = { readonly refused: readonly LedgerRefusal[] }

/** What headquarters refused, each with its reason. It blocks nothing, and is put away by a person alone. */
export const Refused = ({ refused }: Props) => {
  const { t } = useTranslation('sync')
  const open = refused.filter(({ isPutAway }) => !isPutAway)
  const away = refused.filter(({ isPutAway }) => isPutAway)
  return (
    <section className={styles['part']} aria-labelledby="refused">
      <h2 id="refused">{t('refused.title')}</h2>
      {open.length > 0 && (
        <>
          <Notice tone="danger" title={t('refused.told', { count: open.length })}>
            {t('refused.safe')}
          </Notice>
          <Refusals refused={open} />
        </>
      )}
      {away.length > 0 && (
        <details className={styles['whole']}>
          <summary>{t('refused.away', { count: away.length })}</summary>
          <Refusals refused={away} />
        </details>
      )}
    </section>
  )
}

const Refusals = ({ refused }: Props) => {
  const { t } = useTranslation('sync')
  const { dateTime } = useFigures()
  const app = useApp()
  return (
    <ul className={styles['rows']}>
      {refused.map(({ id, kind, entity, subject, problem, time, isPutAway }) => (
        <li key={id} className={styles['refusal']}>
          <Link to={recordAddress(kind, entity)} className={styles['link']}>
            {[t(`refused.kind.${kind}`), subject].filter(Boolean).join(' · ')}
          </Link>
          <span>{t([`reason.${problem.problem}`, 'reason.unforeseen'], { ...problem.params })}</span>
          <span className={styles['about']}>{t('record.refusedAt', { date: dateTime(time) })}</span>
          <Button kind="quiet" onClick={() => void (isPutAway ? bringBack : putAway)(app, id)}>
            {t(isPutAway ? 'refused.bringBack' : 'refused.putAway')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
