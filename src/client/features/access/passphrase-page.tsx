import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeOwnPassphrase } from '../../app/own-session.ts'
import { useSession } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './access.module.css'
import { showFirstError } from './first-error.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { emptyPair, PassphrasePair, pairProblem } from './passphrase-pair.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

/** A new passphrase at headquarters and on this tablet, in that order: the old one opens until both have it. */
export const PassphrasePage = () => {
  const { t } = useTranslation('access')
  const name = useSession(({ session }) => session?.account.name ?? '')
  const [old, setOld] = useState('')
  const [pair, setPair] = useState(emptyPair)
  const [tried, setTried] = useState(false)
  const [changed, setChanged] = useState(false)
  const { busy, refusal, ask } = useAsking()

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (old === '' || pairProblem(pair, name)) return showFirstError(event.currentTarget)
    if (!(await ask(() => changeOwnPassphrase(old, pair.once)))) return
    setChanged(true)
    setOld('')
    setPair(emptyPair)
    setTried(false)
  }
  return (
    <Page title={t('change.title')} lede={t('change.lede')} width="reading">
      <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        <PassphraseField
          label={t('change.old')}
          error={tried && old === '' ? t('passphrase.missing') : undefined}
          value={old}
          onChange={setOld}
        />
        <PassphrasePair pair={pair} onChange={setPair} name={name} tried={tried} />
        <RefusalNotice refusal={refusal} />
        {changed && <Notice tone="success" live title={t('change.done')} />}
        <div className={styles['actions']}>
          <Button type="submit" kind="primary" busy={busy && t('own.busy')}>
            {t('change.submit')}
          </Button>
          <LinkButton to="/profile" kind="quiet" icon="arrow-left">
            {t('back')}
          </LinkButton>
        </div>
      </form>
      <p className={styles['note']}>{t('change.others')}</p>
    </Page>
  )
}
