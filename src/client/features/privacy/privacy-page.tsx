import { useTranslation } from 'react-i18next'
import { useLive } from '../../app/context.tsx'
import { ownAdministration, retentionOf } from '../../app/personal-data.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Paper } from '../../ui/paper.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './privacy.module.css'
import { PrivacyNotice } from './privacy-notice.tsx'
import { useSteward } from './use-steward.ts'

/** The notice as it hangs on a wall and lies before an officer who is about to sign. */
export const PrivacyPage = () => {
  const { t } = useTranslation('privacy')
  const administration = useLive(ownAdministration)
  const steward = useSteward()
  if (administration === undefined)
    return (
      <Page title={t('notice.title')}>
        <Skeleton shape="page" />
      </Page>
    )
  return (
    <Paper
      file={t('notice.file')}
      footer={{ text: [administration?.name, t('notice.foot')].filter(Boolean).join(' · '), page: t('notice.page') }}
      toolbar={
        <>
          <div className={styles['actions']}>
            <LinkButton to="/my-file" icon="person">
              {t('notice.myFile')}
            </LinkButton>
            {steward && (
              <>
                <LinkButton to="/privacy/settings" icon="settings">
                  {t('notice.settings')}
                </LinkButton>
                <LinkButton to="/privacy/register" icon="book">
                  {t('notice.register')}
                </LinkButton>
              </>
            )}
          </div>
          <Button kind="primary" icon="print" onClick={() => window.print()}>
            {t('notice.print')}
          </Button>
        </>
      }
    >
      <PrivacyNotice
        name={administration?.name || null}
        contact={administration?.contact ?? null}
        retention={retentionOf(administration)}
      />
    </Paper>
  )
}
