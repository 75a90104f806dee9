import { useTranslation } from 'react-i18next'
import { type Processing, type Register, registerOf } from '../../../core/exchange/register.ts'
import { useLive } from '../../app/context.tsx'
import { ownAdministration } from '../../app/personal-data.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { useFigures } from '../../ui/number.ts'
import { Page } from '../../ui/page.tsx'
import { Paper } from '../../ui/paper.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './privacy.module.css'
import { useTimes } from './use-times.ts'

/** The register of processing, as built and as set: on paper, and as a file with the words beside the codes. */
export const RegisterPage = () => {
  const { t } = useTranslation('privacy')
  const administration = useLive(ownAdministration)
  if (!administration)
    return (
      <Page title={t('register.title')}>
        <Skeleton shape="page" />
      </Page>
    )
  return <RegisterPaper register={registerOf(administration)} />
}

const RegisterPaper = ({ register }: { readonly register: Register }) => {
  const { t } = useTranslation('privacy')
  const { name } = register.administration
  const save = (): void => {
    const words = t('register', { returnObjects: true })
    saveFile('palier-register.json', JSON.stringify({ ...register, words }, null, 2), 'application/json')
  }
  return (
    <Paper
      file={t('register.file', { name })}
      footer={{ text: t('register.foot', { name }), page: t('register.page') }}
      toolbar={
        <>
          <LinkButton to="/privacy/settings" kind="quiet" icon="arrow-left">
            {t('settings.title')}
          </LinkButton>
          <div className={styles['actions']}>
            <Button icon="download" onClick={save}>
              {t('register.export')}
            </Button>
            <Button kind="primary" icon="print" onClick={() => window.print()}>
              {t('register.print')}
            </Button>
          </div>
        </>
      }
    >
      <h1>{t('register.title')}</h1>
      <p>{t('register.lead')}</p>
      <dl className={styles['pairs']}>
        <Fact name={t('register.controller')}>{name}</Fact>
        <Fact name={t('register.contact')}>
          {register.contact ? `${register.contact.name} – ${register.contact.reach}` : t('register.noContact')}
        </Fact>
      </dl>
      {register.processings.map((processing) => (
        <ProcessingPart key={processing.code} processing={processing} register={register} />
      ))}
      <h2>{t('register.security')}</h2>
      <ul className={styles['points']}>
        {register.measures.map((measure) => (
          <li key={measure}>{t(`register.measures.${measure}`)}</li>
        ))}
      </ul>
      <h2>{t('register.rights')}</h2>
      <ul className={styles['points']}>
        {register.rights.map((right) => (
          <li key={right}>{t(`register.rightNames.${right}`)}</li>
        ))}
      </ul>
    </Paper>
  )
}

type PartProps = { readonly processing: Processing; readonly register: Register }

const ProcessingPart = ({ processing, register }: PartProps) => {
  const { t } = useTranslation('privacy')
  const { list } = useFigures()
  const time = useTimes()
  const { code, data, subjects, recipients, keeping } = processing
  return (
    <section>
      <h2>{t(`register.codes.${code}`)}</h2>
      <dl className={styles['pairs']}>
        <Fact name={t('register.data')}>{list(data.map((one) => t(`register.fields.${one}`)))}</Fact>
        <Fact name={t('register.subjects')}>{list(subjects.map((one) => t(`register.people.${one}`)))}</Fact>
        <Fact name={t('register.recipients')}>{list(recipients.map((one) => t(`register.roles.${one}`)))}</Fact>
        <Fact name={t('register.keeping')}>
          {keeping ? t(`long.${keeping}Text`, { time: time(keeping, register.retention[keeping]) }) : t('register.whileStaff')}
        </Fact>
      </dl>
    </section>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
