import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Arrival, arrive, type Entry } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './access.module.css'
import { isLogin, LoginField } from './fields.tsx'
import { showFirstError } from './first-error.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

type Props = {
  readonly entry: Entry
  /** The administration that this tablet has just joined. */
  readonly joined?: string | undefined
  readonly arrived: (arrival: Arrival) => void
  readonly back?: (() => void) | undefined
}

/** Signs somebody in for the first time on this tablet: the one step of a profile that needs the network. */
export const SignInForm = ({ entry, joined, arrived, back }: Props) => {
  const { t } = useTranslation('access')
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, refusal, ask } = useAsking()

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!isLogin(name) || passphrase === '') return showFirstError(event.currentTarget)
    const done = await ask(() => arrive(entry, { name, passphrase }))
    if (done) arrived(done.value)
  }

  return (
    <Page title={t('signIn.title')} lede={t('signIn.lede')} width="reading">
      <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        {joined !== undefined && (
          <Notice tone="success" live title={joined ? t('signIn.joined', { administration: joined }) : t('signIn.joinedFresh')} />
        )}
        <LoginField value={name} onChange={setName} tried={tried} />
        <PassphraseField
          label={t('passphrase.label')}
          hint={t('signIn.passphraseHint')}
          error={tried && passphrase === '' ? t('passphrase.missing') : undefined}
          value={passphrase}
          onChange={setPassphrase}
        />
        <RefusalNotice refusal={refusal} />
        <div className={styles['actions']}>
          <Button type="submit" kind="primary" busy={busy && t('signIn.busy')}>
            {t('signIn.submit')}
          </Button>
          {back && (
            <Button kind="quiet" icon="arrow-left" onClick={back}>
              {t('back')}
            </Button>
          )}
        </div>
      </form>
      <p className={styles['note']}>{t('signIn.lost')}</p>
    </Page>
  )
}
