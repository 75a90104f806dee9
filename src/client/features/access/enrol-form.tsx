import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { enrolmentCode } from '../../../core/protocol/access/enrolment-code.ts'
import { type Entry, joinAsTablet } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './access.module.css'
import { useHasCamera } from './camera.ts'
import { CodeReader } from './code-reader.tsx'
import { TabletNameField } from './fields.tsx'
import { showFirstError } from './first-error.ts'
import { quiet } from './passphrase-field.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'

type Props = {
  readonly entry: Entry
  /** From the link that brought the person here. */
  readonly code: string
  readonly joined: (administration: string) => void
}

/** Makes this device a tablet of the administration: by the code on the administrator’s screen, read or typed. */
export const EnrolForm = ({ entry, code: given, joined }: Props) => {
  const { t } = useTranslation('access')
  const [code, setCode] = useState(given)
  const [tablet, setTablet] = useState('')
  const [tried, setTried] = useState(false)
  const [reading, setReading] = useState(false)
  const hasCamera = useHasCamera()
  const { busy, refusal, ask } = useAsking()

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!enrolmentCode(code) || tablet.trim() === '') return showFirstError(event.currentTarget)
    const done = await ask(() => joinAsTablet(entry, { code, tablet: tablet.trim() }))
    if (done) joined(done.value.administration ?? '')
  }
  const found = (read: string): void => {
    setCode(read)
    setReading(false)
  }

  return (
    <Page title={t('enrol.title')} lede={t('enrol.lede')} width="reading">
      <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
        {reading && <CodeReader found={found} leave={() => setReading(false)} />}
        {hasCamera && !reading && (
          <Button icon="grid" wide onClick={() => setReading(true)}>
            {t('enrol.camera')}
          </Button>
        )}
        <CodeField value={code} onChange={setCode} tried={tried} />
        <TabletNameField value={tablet} onChange={setTablet} tried={tried} />
        <RefusalNotice refusal={refusal} />
        <Button type="submit" kind="primary" busy={busy && t('enrol.busy')}>
          {t('enrol.submit')}
        </Button>
      </form>
      <p className={styles['note']}>{t('enrol.whose')}</p>
    </Page>
  )
}

type CodeProps = { readonly value: string; readonly onChange: (value: string) => void; readonly tried: boolean }

const CodeField = ({ value, onChange, tried }: CodeProps) => {
  const { t } = useTranslation('access')
  return (
    <div className={styles['code']}>
      <TextField
        {...quiet}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={20}
        label={t('enrol.code')}
        hint={t('enrol.codeHint')}
        error={tried && !enrolmentCode(value) ? t('enrol.codeWrong') : undefined}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}
