import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import styles from './sureness-mark.module.css'
import type { Sureness } from './use-desk.ts'

/** Whether what is shown is on disk, in a word beside it. Says *saved* of nothing that the database has not confirmed. */
export const SurenessMark = ({ sureness }: { readonly sureness: Sureness }) => {
  const { t } = useTranslation('assess')
  if (sureness === 'failed')
    return (
      <span className={styles['failed']}>
        <Icon name="warning" size={18} />
        {t('sureness.failed')}
      </span>
    )
  if (sureness === 'saving' || sureness === 'typing') return <span className={styles['saving']}>{t('sureness.saving')}</span>
  return (
    <span className={styles['saved']}>
      <Icon name="check" size={18} />
      {t('sureness.saved')}
    </span>
  )
}
