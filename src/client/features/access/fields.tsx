import { useTranslation } from 'react-i18next'
import { TextField } from '../../ui/text-field.tsx'
import { quiet } from './passphrase-field.tsx'

type FieldProps = {
  readonly value: string
  readonly onChange: (value: string) => void
  /** The person has tried to go on: what is missing is said. */
  readonly tried: boolean
  readonly hint?: string | undefined
}

export const isLogin = (name: string): boolean => /^[a-z0-9._-]{3,60}$/.test(name)

/** What an account signs in with. Capitals and spaces at its ends are forgiven as they are typed. */
export const LoginField = ({ value, onChange, tried, hint }: FieldProps) => {
  const { t } = useTranslation('access')
  return (
    <TextField
      {...quiet}
      autoComplete="off"
      inputMode="text"
      maxLength={60}
      label={t('login.label')}
      hint={hint}
      error={tried && !isLogin(value) ? t(value === '' ? 'login.missing' : 'login.wrong') : undefined}
      value={value}
      onChange={(typed) => onChange(typed.trim().toLowerCase())}
    />
  )
}

/** How headquarters will know this tablet in its list. */
export const TabletNameField = ({ value, onChange, tried }: FieldProps) => {
  const { t } = useTranslation('access')
  return (
    <TextField
      autoComplete="off"
      maxLength={60}
      label={t('tabletName.label')}
      hint={t('tabletName.hint')}
      error={tried && value.trim() === '' ? t('tabletName.missing') : undefined}
      value={value}
      onChange={onChange}
    />
  )
}
