import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Ledger, LedgerAssessment } from '../../app/ledger.ts'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { recordAddress } from './record-address.ts'
import { useStateWords } from './state-words.ts'
import styles from './sync.module.css'

type Props = {
  readonly ledger: Ledger
  /** Pieces of work that the database did not take though the journal did. */
  readonly journaled: number
  /** Work that does not open any more. */
  readonly damaged?: number
}

/** Work without a receipt: assessments by officer, everything else in counts. */
export const Waiting = ({ ledger: { waiting, waitingElse, unknown }, journaled, damaged = 0 }: Props) => {
  const { t } = useTranslation('sync')
  const none = waiting.length === 0 && waitingElse.length === 0
  return (
    <section className={styles['part']} aria-labelledby="waiting">
      <h2 id="waiting">{t('waiting.title')}</h2>
      {journaled > 0 && (
        <Notice tone="warning" title={t('waiting.journaled', { count: journaled })}>
          {t('waiting.journaledText')}
        </Notice>
      )}
      {damaged > 0 && <Notice tone="warning" title={t('waiting.damaged', { count: damaged })} />}
      {none && journaled + damaged === 0 && (
        <p className={styles['clear']}>
          <Icon name="check" /> {t('waiting.none')}
        </p>
      )}
      {!none && <p className={styles['about']}>{t('waiting.safe')}</p>}
      {unknown > 0 && (
        <Notice tone="info" title={t('unknown.told', { count: unknown })}>
          {t('unknown.text')}
        </Notice>
      )}
      {!none && (
        <ul className={styles['rows']}>
          {waiting.map((entry) => (
            <WaitingRow key={entry.key} entry={entry} />
          ))}
          {waitingElse.map(({ kind, count, state }) => (
            <li key={`${kind} ${state}`}>
              <span>{t(`kind.${kind}`, { count })}</span>
              <span className={styles['about']}>{t(`state.${state}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const WaitingRow = ({ entry: { id, officer, where } }: { readonly entry: LedgerAssessment }) => {
  const { t } = useTranslation('sync')
  const words = useStateWords()
  const operations = 'operations' in where ? where.operations : 0
  return (
    <li>
      <Link to={recordAddress('assessment', id)} className={styles['link']}>
        {officer ? t('assessmentOf', { officer }) : t('assessment')}
      </Link>
      <span className={styles['about']}>
        {t('waiting.operations', { count: operations })} · {words(where)}
      </span>
    </li>
  )
}
