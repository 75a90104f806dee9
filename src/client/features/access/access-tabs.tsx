import { useTranslation } from 'react-i18next'
import { Tabs } from '../../ui/tabs.tsx'

/** Who may come in, by which tablets, and what was refused because of either. */
export const AccessTabs = () => {
  const { t } = useTranslation('access')
  return (
    <Tabs
      label={t('places')}
      tabs={[
        { to: '/accounts', label: t('accounts.title') },
        { to: '/tablets', label: t('tablets.title') },
        { to: '/quarantine', label: t('quarantine.title') },
      ]}
    />
  )
}
