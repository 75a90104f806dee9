import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { defaultRetention } from '../../../core/domain/retention.ts'
import { Button } from '../../ui/button.tsx'
import styles from './privacy.module.css'
import { PrivacyNotice } from './privacy-notice.tsx'

/**
 * The notice before anybody is known on this device: without the administration's own settings. It is read in a sheet over
 * the page, and sheets are not printed: on paper it stands alone.
 */
export const NoticeAlone = () => {
  const { t } = useTranslation('privacy')
  const notice = <PrivacyNotice name={null} contact={null} retention={defaultRetention} />
  return (
    <>
      <div>
        <Button icon="print" onClick={() => window.print()}>
          {t('notice.print')}
        </Button>
      </div>
      {notice}
      {createPortal(<div className={styles['onPaper']}>{notice}</div>, document.body)}
    </>
  )
}
