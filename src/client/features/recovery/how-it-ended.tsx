import { useTranslation } from 'react-i18next'
import type { Found, Restored } from '../../app/recovery.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { FoundWorkList } from './found-work.tsx'
import styles from './recovery.module.css'

type Props = { readonly restored: Restored; readonly found: Found; readonly goOn: () => void }

/** What is back, what is not, and what happens next. */
export const HowItEnded = ({ restored: { operations, left }, found, goOn }: Props) => {
  const { t } = useTranslation('recovery')
  return (
    <Page title={t(operations > 0 ? 'done.title' : 'done.empty')} width="reading">
      <div className={styles['parts']}>
        <div className={styles['actions']}>
          <Notice tone="success" live title={operations > 0 ? t('done.restored', { count: operations }) : t('done.ready')}>
            {t(operations > 0 ? 'done.next' : 'done.nextEmpty')}
          </Notice>
          {left > 0 && (
            <Notice tone="warning" title={t('done.left', { count: left })}>
              {t('done.leftText')}
            </Notice>
          )}
          <Button className={styles['large']} kind="primary" wide iconAfter="arrow-right" onClick={goOn}>
            {t('done.goOn')}
          </Button>
        </div>
        {operations > 0 && <FoundWorkList found={found} />}
      </div>
    </Page>
  )
}
