import { type ReactNode, useId } from 'react'
import styles from './choice.module.css'

type Props = {
  readonly label: ReactNode
  readonly hint?: string | undefined
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean | undefined
}

/** Yes or no. The whole line is the target. */
export const CheckBox = ({ label, hint, checked, onChange, disabled }: Props) => {
  const id = useId()
  return (
    <label className={styles['choice']}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint && (
          <span id={id} className={styles['hint']}>
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
