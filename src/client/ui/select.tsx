import { classes } from './classes.ts'
import styles from './field.module.css'
import { Field, type FieldTexts } from './field.tsx'
import { Icon } from './icon.tsx'

export type SelectOption<Value extends string> = { readonly value: Value; readonly label: string; readonly disabled?: boolean }

type Props<Value extends string> = FieldTexts & {
  readonly options: readonly SelectOption<Value>[]
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
  /** Stands first while nothing is chosen. */
  readonly placeholder?: string | undefined
  readonly disabled?: boolean | undefined
  readonly name?: string | undefined
}

/** The native list: every tablet opens it in the way its owner knows. */
export const Select = <Value extends string>({
  options,
  value,
  onChange,
  placeholder,
  disabled,
  name,
  label,
  hint,
  error,
  required,
}: Props<Value>) => (
  <Field label={label} hint={hint} error={error} required={required}>
    {(wiring) => (
      <span className={styles['selectBox']}>
        <select
          {...wiring}
          name={name}
          disabled={disabled}
          className={classes(styles['control'], styles['select'])}
          value={value ?? ''}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen) onChange(chosen.value)
          }}
        >
          {placeholder !== undefined && (
            <option value="" disabled>
              {placeholder}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </span>
    )}
  </Field>
)
