import { useTranslation } from 'react-i18next'
import { useLive } from '../../app/context.tsx'
import { ownAdministration } from '../../app/personal-data.ts'
import { useSession } from '../../app/session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ContactForm } from './contact-form.tsx'
import { ErasurePart } from './erasure-part.tsx'
import { KeepingForm } from './keeping-form.tsx'
import styles from './privacy.module.css'
import { useSteward } from './use-steward.ts'

/** Where the administration says whom officers ask and how long it keeps what, and where a person is erased. */
export const PersonalDataPage = () => {
  const { t } = useTranslation('privacy')
  const { session } = useSession()
  const administration = useLive(ownAdministration)
  const isSteward = useSteward()
  if (administration === undefined)
    return (
      <Page title={t('settings.title')}>
        <Skeleton shape="page" />
      </Page>
    )
  if (!administration || !isSteward)
    return (
      <Page title={t('settings.title')}>
        <EmptyState icon="lock" title={t('settings.notYours')} />
      </Page>
    )
  return (
    <Page
      title={t('settings.title')}
      lede={t('settings.lead')}
      width="reading"
      actions={
        <>
          <LinkButton to="/privacy" icon="eye">
            {t('notice.title')}
          </LinkButton>
          <LinkButton to="/privacy/register" icon="book">
            {t('register.title')}
          </LinkButton>
        </>
      }
    >
      <section className={styles['part']}>
        <h2>{t('settings.contact')}</h2>
        <ContactForm key={`contact-${administration.id}`} administration={administration} />
      </section>
      <section className={styles['part']}>
        <h2>{t('settings.keeping')}</h2>
        <p>{t('settings.keepingLead')}</p>
        <KeepingForm key={`keeping-${administration.id}`} administration={administration} />
      </section>
      {session?.account.roles.includes('administrator') && <ErasurePart />}
    </Page>
  )
}
