import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Arrival, beginAsFirst, type Entry } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './access.module.css'
import { isLogin, LoginField, TabletNameField } from './fields.tsx'
import { showFirstError } from './first-error.ts'
import { emptyPair, PassphrasePair, pairProblem } from './passphrase-pair.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

type Props = { readonly entry: Entry; readonly token: string; readonly arrived: (arrival: Arrival) => void }

/** The one-time link of the console: whoever holds it becomes the first administrator. */
export const FirstForm = ({ entry, token, arrived }: Props) => {
  const { t } = useTranslation('access')
  const [name, setName] = useState('')
  const [pair, setPair] = useState(emptyPair)
  const [tablet, setTablet] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, refusal, ask } = useAsking()

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!isLogin(name) || pairProblem(pair, name) || tablet.trim() === '') return showFirstError(event.currentTarget)
    const done = await ask(() => beginAsFirst(entry, { token, name, passphrase: pair.once, tablet: tablet.trim() }))
    if (done) arrived(done.value)
  }

  return (
    <Page title={t('first.title')} lede={t('first.lede')} width="reading">
      <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        <LoginField value={name} onChange={setName} tried={tried} hint={t('first.nameHint')} />
        <PassphrasePair pair={pair} onChange={setPair} name={name} tried={tried} />
        <TabletNameField value={tablet} onChange={setTablet} tried={tried} />
        <RefusalNotice refusal={refusal} />
        <Button type="submit" kind="primary" busy={busy && t('first.busy')}>
          {t('first.submit')}
        </Button>
      </form>
    </Page>
  )
}
