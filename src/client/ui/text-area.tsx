import type { ComponentPropsWithRef } from 'react'
import { classes } from './classes.ts'
import styles from './field.module.css'
import { Field, type FieldTexts } from './field.tsx'

type Props = FieldTexts &
  Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'onChange' | 'id' | 'className'> & {
    readonly value: string
    readonly onChange: (value: string) => void
  }

/** Several lines. Grows with what is written where the browser can. */
export const TextArea = ({ label, hint, error, required, value, onChange, ...rest }: Props) => (
  <Field label={label} hint={hint} error={error} required={required}>
    {(wiring) => (
      <textarea
        rows={3}
        {...rest}
        {...wiring}
        className={classes(styles['control'], styles['area'])}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
)
