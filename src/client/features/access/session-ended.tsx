import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { renewSession } from '../../app/own-session.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './access.module.css'
import { PassphraseField } from './passphrase-field.tsx'
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
  const { busy, refusal, ask } = useAsking()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (passphrase === '' || !(await ask(() => renewSession(app, passphrase)))) return
    app.runner.wake()
    done()
  }
  return (
    <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
      <PassphraseField label={t('passphrase.label')} value={passphrase} onChange={setPassphrase} autoFocus />
      <RefusalNotice refusal={refusal} />
      <Button type="submit" kind="primary" busy={busy && t('signIn.busy')}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}
