import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './lock.module.css'

type Props = {
  /** How many pieces of work headquarters took before the tablet was emptied. */
  readonly delivered: number
  readonly goOn: () => void
}

/** What a tablet says after headquarters revoked it: what became of the work, and that nothing is left here. */
export const ErasedPage = ({ delivered, goOn }: Props) => {
  const { t } = useTranslation('access')
  return (
    <Page title={t('erased.title')} lede={t('erased.lede')} width="reading">
      <Notice tone="success" title={delivered > 0 ? t('erased.delivered', { count: delivered }) : t('erased.nothing')}>
        {t('erased.quarantine')}
      </Notice>
      <p className={styles['after']}>{t('erased.gone')}</p>
      <p className={styles['after']}>
        <Button icon="tablet" onClick={goOn}>
          {t('erased.again')}
        </Button>
      </p>
    </Page>
  )
}
