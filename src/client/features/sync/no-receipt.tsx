import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

export const ReceiptOpening = () => {
  const { t } = useTranslation('sync')
  return (
    <Page title={t('receipt.title')}>
      <Skeleton shape="rows" count={6} />
    </Page>
  )
}

/** Headquarters has given this device none: what that means, and what to do. */
export const NoReceipt = () => {
  const { t } = useTranslation('sync')
  return (
    <Page title={t('receipt.title')}>
      <EmptyState
        icon="sync"
        title={t('receipt.none')}
        actions={
          <LinkButton to="/sync" kind="primary" icon="sync">
            {t('toSync')}
          </LinkButton>
        }
      >
        <p>{t('receipt.noneText')}</p>
      </EmptyState>
    </Page>
  )
}
