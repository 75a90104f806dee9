import { useTranslation } from 'react-i18next'
import type { LeftCarried } from '../../app/left-carried.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { CarriedStill } from './carried-still.tsx'
import styles from './lock.module.css'

type Props = {
  /** How many pieces of work headquarters took before the tablet was emptied; null where that is long ago. */
  readonly delivered: number | null
  /** Work of other tablets that is still here. */
  readonly left?: LeftCarried | undefined
  readonly goOn: () => void
}

/** What a tablet says after headquarters revoked it: what became of the work, and that nothing is left here. */
export const ErasedPage = ({ delivered, left, goOn }: Props) => {
  const { t } = useTranslation('access')
  return (
    <Page title={t('erased.title')} lede={t('erased.lede')} width="reading">
      {delivered !== null && (
        <Notice tone="success" title={delivered > 0 ? t('erased.delivered', { count: delivered }) : t('erased.nothing')}>
          {t('erased.quarantine')}
        </Notice>
      )}
      {left && <CarriedStill left={left} />}
      <p className={styles['after']}>{t(left ? 'erased.goneBut' : 'erased.gone')}</p>
      <p className={styles['after']}>
        <Button icon="tablet" onClick={goOn}>
          {t('erased.again')}
        </Button>
      </p>
    </Page>
  )
}
