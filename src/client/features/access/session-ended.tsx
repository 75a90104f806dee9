import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { type Renewed, renewSession, renewWithOwn } from '../../app/own-session.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './access.module.css'
import { showFirstError } from './first-error.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { emptyPair, PassphrasePair, pairProblem } from './passphrase-pair.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

/** Headquarters knows this session no more. The work goes on; only the sending waits until its holder signs in again. */
export const SessionEnded = () => {
  const { t } = useTranslation('access')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Notice
        tone="warning"
        live
        title={t('ended.title')}
        actions={
          <Button icon="unlock" onClick={() => setOpen(true)}>
            {t('ended.again')}
          </Button>
        }
      >
        {t('ended.text')}
      </Notice>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('ended.again')} shape="window">
        <Renew done={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

const Renew = ({ done }: { readonly done: () => void }) => {
  const { t } = useTranslation('access')
  const app = useApp()
  const [passphrase, setPassphrase] = useState('')
  const [renewed, setRenewed] = useState<Renewed>()
  const { busy, refusal, ask } = useAsking()
  const goOn = (): void => {
    app.runner.wake()
    done()
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (passphrase === '') return
    const answer = await ask(() => renewSession(app, passphrase))
    if (!answer) return
    if (answer.value) setRenewed(answer.value)
    else goOn()
  }
  if (renewed) return <RenewWithOwn renewed={renewed} done={goOn} />
  return (
    <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
      <PassphraseField
        label={t('passphrase.label')}
        hint={t('ended.hint')}
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
      />
      <RefusalNotice refusal={refusal} />
      <Button type="submit" kind="primary" busy={busy && t('signIn.busy')}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}

type OwnProps = { readonly renewed: Renewed; readonly done: () => void }

/** The administrator gave a passphrase for one use: the own one that follows opens the account and this profile. */
const RenewWithOwn = ({ renewed, done }: OwnProps) => {
  const { t } = useTranslation('access')
  const [pair, setPair] = useState(emptyPair)
  const [tried, setTried] = useState(false)
  const { busy, refusal, ask } = useAsking()
  const { name } = renewed.account
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (pairProblem(pair, name)) return showFirstError(event.currentTarget)
    if (await ask(() => renewWithOwn(renewed, pair.once))) done()
  }
  return (
    <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
      <p>{t('ended.own')}</p>
      <PassphrasePair pair={pair} onChange={setPair} name={name} tried={tried} autoFocus />
      <RefusalNotice refusal={refusal} />
      <Button type="submit" kind="primary" busy={busy && t('own.busy')}>
        {t('own.submit')}
      </Button>
    </form>
  )
}
