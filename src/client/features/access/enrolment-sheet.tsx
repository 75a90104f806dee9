import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codeLife } from '../../../core/protocol/access/enrolment-code.ts'
import { makeEnrolment } from '../../app/accounts.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './code.module.css'
import { enrolmentAddress } from './link.ts'
import { QrPicture } from './qr-picture.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useAsking } from './use-asking.ts'
import { clockText, usePassingTime } from './use-passing-time.ts'

type Code = { readonly code: string; readonly until: number }

/** A code for one tablet: to be read by its camera, or typed. */
export const EnrolmentSheet = ({ close }: { readonly close: () => void }) => {
  const { t } = useTranslation('access')
  const [name, setName] = useState('')
  const [made, setMade] = useState<Code | null>(null)
  const { busy, refusal, ask } = useAsking()
  const make = async (): Promise<void> => {
    const done = await ask(() => makeEnrolment(name))
    if (done) setMade(done.value)
  }
  return (
    <Sheet open onClose={close} title={t('tablets.enrol')}>
      <div className={styles['words']}>
        {made ? (
          <ShownCode made={made} />
        ) : (
          <TextField
            autoComplete="off"
            maxLength={60}
            required={false}
            label={t('tabletName.wanted')}
            hint={t('tabletName.wantedHint')}
            value={name}
            onChange={setName}
          />
        )}
        <RefusalNotice refusal={refusal} />
        <div>
          <Button kind={made ? 'secondary' : 'primary'} icon={made ? 'plus' : 'grid'} busy={busy} onClick={() => void make()}>
            {t(made ? 'enrolment.next' : 'enrolment.make')}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

const ShownCode = ({ made: { code, until } }: { readonly made: Code }) => {
  const { t } = useTranslation('access')
  // Counted from here: whichever clock is wrong, the code lives no longer than this.
  const [end] = useState(() => Math.min(until, Date.now() + codeLife * 60_000))
  const left = end - usePassingTime(end)
  if (left <= 0) return <Notice tone="warning" live title={t('enrolment.over')} />
  return (
    <>
      <ol>
        <li>{t('enrolment.open', { address: location.host })}</li>
        <li>{t('enrolment.read')}</li>
      </ol>
      <QrPicture text={enrolmentAddress(code)} label={t('enrolment.picture', { code })} />
      <p className={styles['code']}>{code}</p>
      <p role="timer" aria-live="off">
        {t('enrolment.left', { time: clockText(left) })}
      </p>
      <p>{t('enrolment.single')}</p>
    </>
  )
}
