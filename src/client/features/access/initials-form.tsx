import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Arrival, type Entry, settleIn } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './access.module.css'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

type Props = { readonly entry: Entry; readonly arrival: Arrival }

/** Two letters by which a holder finds the own profile among others; nobody’s name stands on a locked tablet. */
export const InitialsForm = ({ entry, arrival }: Props) => {
  const { t } = useTranslation('access')
  const [initials, setInitials] = useState(() => initialsOf(arrival.account.name))
  const [tried, setTried] = useState(false)
  const { busy, refusal, ask } = useAsking()
  const fit = /^[\p{L}\p{N}]{2}$/u.test(initials)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (fit) await ask(() => settleIn(entry, arrival, initials))
  }

  return (
    <Page title={t('initials.title')} lede={t('initials.lede')} width="reading">
      <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        <div className={styles['initials']}>
          <TextField
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={2}
            label={t('initials.label')}
            error={tried && !fit ? t('initials.wrong') : undefined}
            value={initials}
            onChange={(typed) => setInitials(typed.toLocaleUpperCase())}
          />
        </div>
        <RefusalNotice refusal={refusal} />
        <Button type="submit" kind="primary" busy={busy && t('initials.busy')}>
          {t('initials.submit')}
        </Button>
      </form>
      <p className={styles['note']}>{t('initials.after')}</p>
    </Page>
  )
}

/** « karim.kone » gives KK, « awa » gives AW. */
const initialsOf = (name: string): string => {
  const [first = '', second = ''] = name.split(/[._-]+/).filter(Boolean)
  return ((first[0] ?? '') + (second[0] ?? first[1] ?? '')).toLocaleUpperCase()
}
