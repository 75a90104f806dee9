import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LedgerAssessment } from '../../app/ledger.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { useFigures } from '../../ui/number.ts'
import { recordAddress } from './record-address.ts'
import styles from './sync.module.css'

/** As many as can be looked over. */
const atFirst = 50

/** What headquarters holds, with the proof: when it was received, and under which number. */
export const Held = ({ held }: { readonly held: readonly LedgerAssessment[] }) => {
  const { t } = useTranslation('sync')
  const { dateTime, integer } = useFigures()
  const [all, setAll] = useState(false)
  const rows = held.flatMap(({ key, id, officer, where }) =>
    where.state === 'at-headquarters' ? [{ key, id, officer, where }] : [],
  )
  const shown = all ? rows : rows.slice(0, atFirst)
  return (
    <section className={classes(styles['part'], styles['held'])}>
      <h2>
        {t('held.title')} <span className={styles['about']}>{integer(rows.length)}</span>
      </h2>
      {rows.length === 0 ? (
        <p className={styles['about']}>{t('held.none')}</p>
      ) : (
        <>
          <DataTable
            caption={t('held.title')}
            captionHidden
            rows={shown}
            rowKey={({ key }) => key}
            columns={[
              {
                key: 'officer',
                head: t('held.officer'),
                names: true,
                cell: ({ id, officer }) => (
                  <Link to={recordAddress('assessment', id)} className={styles['link']}>
                    {officer || t('assessment')}
                  </Link>
                ),
              },
              {
                key: 'date',
                head: t('held.date'),
                cell: ({ where }) => <span className={styles['stamp']}>{dateTime(where.time)}</span>,
              },
              { key: 'number', head: t('held.number'), numeric: true, cell: ({ where }) => integer(where.seq) },
              {
                key: 'proof',
                head: t('held.proof'),
                cell: ({ where }) =>
                  where.hash ? <code className={styles['code']}>{where.hash.slice(0, 12)}</code> : t('held.other'),
              },
            ]}
          />
          <div className={styles['actions']}>
            {shown.length < rows.length && (
              <Button onClick={() => setAll(true)}>{t('held.more', { count: rows.length - shown.length })}</Button>
            )}
            {rows.some(({ where }) => where.receipt) && (
              <LinkButton to="/sync/receipts" icon="print">
                {t('receipts.open')}
              </LinkButton>
            )}
          </div>
        </>
      )}
    </section>
  )
}
