import type { ComponentPropsWithRef } from 'react'
import styles from './field.module.css'
import { Field, type FieldTexts } from './field.tsx'

type Props = FieldTexts &
  Omit<ComponentPropsWithRef<'input'>, 'value' | 'onChange' | 'id' | 'className'> & {
    readonly value: string
    readonly onChange: (value: string) => void
  }

/** One line of text, or any native input by its `type`. */
export const TextField = ({ label, hint, error, required, value, onChange, ...rest }: Props) => (
  <Field label={label} hint={hint} error={error} required={required}>
    {(wiring) => (
      <input
        type="text"
        {...rest}
        {...wiring}
        className={styles['control']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
)
