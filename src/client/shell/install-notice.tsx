import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useInstall } from './install.ts'

/** Offers to put Palier on the home screen, where the browser can. Belongs on a home or a settings page, not in the flow. */
export const InstallNotice = () => {
  const { t } = useTranslation('shell')
  const { install } = useInstall()
  const [later, setLater] = useState(false)
  if (!install || later) return null
  return (
    <Notice
      tone="info"
      title={t('install.title')}
      actions={
        <>
          <Button icon="download" onClick={() => void install()}>
            {t('install.now')}
          </Button>
          <Button kind="quiet" onClick={() => setLater(true)}>
            {t('later')}
          </Button>
        </>
      }
    >
      {t('install.why')}
    </Notice>
  )
}
