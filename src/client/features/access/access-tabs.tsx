import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/places.ts'
import { Tabs } from '../../ui/tabs.tsx'

/** Who may come in, by which tablets, what was refused because of either, and who did what. */
export const AccessTabs = () => {
  const { t } = useTranslation(['access', 'journal'])
  return (
    <Tabs
      label={t('places')}
      tabs={[
        { to: '/accounts', label: t('accounts.title') },
        { to: '/tablets', label: t('tablets.title') },
        { to: '/quarantine', label: t('quarantine.title') },
        ...(useMay('administrator') ? [{ to: '/journal', label: t('journal:title') }] : []),
      ]}
    />
  )
}
