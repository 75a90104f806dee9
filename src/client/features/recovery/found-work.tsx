import { useTranslation } from 'react-i18next'
import type { FoundWork } from '../../app/found-work.ts'
import type { Found } from '../../app/recovery.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './recovery.module.css'

/** Every unsent piece of work that the second copy holds: by officer where anything tells whose it is. */
export const FoundWorkList = ({ found: { work, others, damaged, journal } }: { readonly found: Found }) => {
  const { t } = useTranslation('recovery')
  const { list } = useFigures()
  if (journal === 'unread')
    return (
      <Notice tone="warning" title={t('unread.title')}>
        {t('unread.text')}
      </Notice>
    )
  return (
    <section className={styles['found']}>
      <h2>{t('found.title')}</h2>
      {work.length + others.length === 0 && <p>{t('found.nothing')}</p>}
      {work.length + others.length > 0 && (
        <ul className={styles['rows']}>
          {work.map((piece) => (
            <WorkRow key={piece.key} piece={piece} />
          ))}
          {others.length > 0 && <li>{list(others.map(({ kind, count }) => t(`kind.${kind}`, { count })))}</li>}
        </ul>
      )}
      {damaged > 0 && (
        <Notice tone="warning" title={t('damaged.title', { count: damaged })}>
          {t('damaged.text')}
        </Notice>
      )}
    </section>
  )
}

const WorkRow = ({ piece: { officer, operations, last } }: { readonly piece: FoundWork }) => {
  const { t } = useTranslation('recovery')
  const { dateTime } = useFigures()
  return (
    <li>
      <span className={styles['name']}>{officer ? t('found.of', { officer }) : t('found.unnamed')}</span>
      <span className={styles['about']}>
        {t('found.operations', { count: operations })}
        {last && ` · ${t('found.last', { when: dateTime(last) })}`}
      </span>
    </li>
  )
}
