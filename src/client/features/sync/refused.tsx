import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LedgerRefusal } from '../../app/ledger.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './sync.module.css'

/** What headquarters refused, each with its reason. It blocks nothing and is never thrown away in silence. */
export const Refused = ({ refused }: { readonly refused: readonly LedgerRefusal[] }) => {
  const { t } = useTranslation('sync')
  const { dateTime } = useFigures()
  return (
    <section className={styles['part']}>
      <h2>{t('refused.title')}</h2>
      <Notice tone="danger" title={t('refused.told', { count: refused.length })}>
        {t('refused.safe')}
      </Notice>
      <DataTable
        caption={t('refused.title')}
        captionHidden
        rows={refused}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'what',
            head: t('refused.what'),
            names: true,
            cell: ({ kind, entity, subject }) => (
              <Link to={`/sync/record/${kind}/${entity}`} className={styles['link']}>
                {[t(`refused.kind.${kind}`), subject].filter(Boolean).join(' · ')}
              </Link>
            ),
          },
          {
            key: 'why',
            head: t('refused.why'),
            cell: ({ problem }) => t([`reason.${problem.problem}`, 'reason.unforeseen'], { ...problem.params }),
          },
          { key: 'when', head: t('refused.when'), cell: ({ time }) => dateTime(time) },
        ]}
      />
    </section>
  )
}
