import { useTranslation } from 'react-i18next'
import type { LedgerAssessment } from '../../app/ledger.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './sync.module.css'

/** What headquarters holds, with the proof: when it was received, and under which number. */
export const Held = ({ held }: { readonly held: readonly LedgerAssessment[] }) => {
  const { t } = useTranslation('sync')
  const { dateTime, integer } = useFigures()
  const rows = held.flatMap(({ key, officer, where }) => (where.state === 'at-headquarters' ? [{ key, officer, where }] : []))
  return (
    <section className={styles['part']}>
      <h2>
        {t('held.title')} <span className={styles['about']}>{integer(rows.length)}</span>
      </h2>
      {rows.length === 0 ? (
        <p className={styles['about']}>{t('held.none')}</p>
      ) : (
        <DataTable
          caption={t('held.title')}
          captionHidden
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            { key: 'officer', head: t('held.officer'), names: true, cell: ({ officer }) => officer || t('assessment') },
            { key: 'date', head: t('held.date'), cell: ({ where }) => dateTime(where.time) },
            { key: 'number', head: t('held.number'), numeric: true, cell: ({ where }) => integer(where.seq) },
            {
              key: 'proof',
              head: t('held.proof'),
              cell: ({ where }) =>
                where.receipt ? <code className={styles['code']}>{where.receipt.slice(0, 12)}</code> : t('held.other'),
            },
          ]}
        />
      )}
    </section>
  )
}
