import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckBox } from '../../ui/check-box.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './access.module.css'

type Props = {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly value: string
  readonly onChange: (value: string) => void
  readonly autoFocus?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly field?: RefObject<HTMLInputElement | null> | undefined
}

/** A passphrase that is on its way in. On a shared tablet the browser is asked to fill in nothing that another person left. */
export const PassphraseField = ({ label, hint, error, value, onChange, autoFocus, disabled, field }: Props) => {
  const { t } = useTranslation('access')
  const [shown, setShown] = useState(false)
  return (
    <div className={styles['secret']}>
      <TextField
        ref={field ?? null}
        type={shown ? 'text' : 'password'}
        {...quiet}
        autoFocus={autoFocus ?? false}
        disabled={disabled ?? false}
        label={label}
        hint={hint}
        error={error}
        value={value}
        onChange={onChange}
      />
      <CheckBox label={t('passphrase.show')} checked={shown} onChange={setShown} />
    </div>
  )
}

/** Nothing of it is to be completed, corrected, learnt or translated. */
export const quiet = {
  autoComplete: 'new-password',
  autoCapitalize: 'none',
  autoCorrect: 'off',
  spellCheck: false,
  translate: 'no',
  maxLength: 200,
} as const
