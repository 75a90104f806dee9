import { useTranslation } from 'react-i18next'
import type { Ledger, LedgerAssessment } from '../../app/ledger.ts'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './sync.module.css'

type Props = {
  readonly ledger: Ledger
  /** Pieces of work that the database did not take though the journal did. */
  readonly journaled: number
}

/** Work without a receipt: assessments by officer, everything else in counts. */
export const Waiting = ({ ledger: { waiting, waitingElse }, journaled }: Props) => {
  const { t } = useTranslation('sync')
  const { list } = useFigures()
  const none = waiting.length === 0 && waitingElse.length === 0
  return (
    <section className={styles['part']} aria-labelledby="waiting">
      <h2 id="waiting">{t('waiting.title')}</h2>
      {journaled > 0 && (
        <Notice tone="warning" title={t('waiting.journaled', { count: journaled })}>
          {t('waiting.journaledText')}
        </Notice>
      )}
      {none && journaled === 0 && (
        <p className={styles['clear']}>
          <Icon name="check" /> {t('waiting.none')}
        </p>
      )}
      {!none && <p className={styles['about']}>{t('waiting.safe')}</p>}
      {!none && (
        <ul className={styles['rows']}>
          {waiting.map((entry) => (
            <WaitingRow key={entry.key} entry={entry} />
          ))}
          {waitingElse.length > 0 && (
            <li>
              <span>{list(waitingElse.map(({ kind, count }) => t(`kind.${kind}`, { count })))}</span>
              <span className={styles['about']}>{t('state.only-here')}</span>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

const WaitingRow = ({ entry: { officer, where } }: { readonly entry: LedgerAssessment }) => {
  const { t } = useTranslation('sync')
  const operations = 'operations' in where ? where.operations : 0
  return (
    <li>
      <span className={styles['name']}>{officer ? t('assessmentOf', { officer }) : t('assessment')}</span>
      <span className={styles['about']}>
        {t('waiting.operations', { count: operations })} · {t(`state.${where.state}`)}
      </span>
    </li>
  )
}
