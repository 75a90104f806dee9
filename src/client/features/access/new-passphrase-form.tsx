import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Arrival, type Entry, replacePassphrase } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './access.module.css'
import { showFirstError } from './first-error.ts'
import { emptyPair, PassphrasePair, pairProblem } from './passphrase-pair.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

type Props = { readonly entry: Entry; readonly arrival: Arrival; readonly changed: (arrival: Arrival) => void }

/** The first passphrase was made by somebody else: here its holder makes an own one, which nobody else knows. */
export const NewPassphraseForm = ({ entry, arrival, changed }: Props) => {
  const { t } = useTranslation('access')
  const [pair, setPair] = useState(emptyPair)
  const [tried, setTried] = useState(false)
  const { busy, refusal, ask } = useAsking()
  const { name } = arrival.account

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (pairProblem(pair, name)) return showFirstError(event.currentTarget)
    const done = await ask(() => replacePassphrase(entry, arrival, pair.once))
    if (done) changed(done.value)
  }

  return (
    <Page title={t('own.title')} lede={t('own.lede')} width="reading">
      <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        <PassphrasePair pair={pair} onChange={setPair} name={name} tried={tried} />
        <RefusalNotice refusal={refusal} />
        <Button type="submit" kind="primary" busy={busy && t('own.busy')}>
          {t('own.submit')}
        </Button>
      </form>
      <p className={styles['note']}>{t('own.nobody')}</p>
    </Page>
  )
}
