import { useTranslation } from 'react-i18next'
import { revokeTablet, type Tablet } from '../../app/accounts.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './accounts.module.css'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

type Props = { readonly tablet: Tablet; readonly close: () => void }

/** The last question before a tablet is shut out: what happens to it, and to what it has not sent. */
export const RevokeSheet = ({ tablet, close }: Props) => {
  const { t } = useTranslation('access')
  const { busy, refusal, ask } = useAsking()
  const known = tablet.contacts.reduce((sum, { unsent }) => sum + (unsent ?? 0), 0)
  const revoke = async (): Promise<void> => {
    if (await ask(() => revokeTablet(tablet.id))) close()
  }
  return (
    <Sheet
      open
      onClose={close}
      shape="window"
      title={t('revoke.title', { name: tablet.name })}
      actions={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button kind="danger" busy={busy && t('revoke.busy')} onClick={() => void revoke()}>
            {t('revoke.submit')}
          </Button>
        </>
      }
    >
      <div className={styles['list']}>
        <ul>
          <li>{known > 0 ? t('revoke.unsent', { count: known }) : t('revoke.noneUnsent')}</li>
          <li>{t('revoke.erase')}</li>
          <li>{t('revoke.silent')}</li>
          <li>{t('revoke.back')}</li>
        </ul>
        <RefusalNotice refusal={refusal} />
      </div>
    </Sheet>
  )
}
