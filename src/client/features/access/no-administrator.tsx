import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'

/** A server that nobody administers yet: what to do, for whoever started it. */
export const NoAdministrator = ({ goOn }: { readonly goOn: () => void }) => {
  const { t } = useTranslation('access')
  return (
    <Page title={t('nobody.title')} width="reading">
      <EmptyState
        icon="lock"
        title={t('nobody.what')}
        actions={
          <Button icon="sync" onClick={() => location.reload()}>
            {t('nobody.again')}
          </Button>
        }
      >
        <p>{t('nobody.do')}</p>
        <p>
          <Button kind="quiet" onClick={goOn}>
            {t('nobody.code')}
          </Button>
        </p>
      </EmptyState>
    </Page>
  )
}
