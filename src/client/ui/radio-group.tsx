import { type ReactNode, useId } from 'react'
import styles from './choice.module.css'

export type RadioOption<Value extends string> = {
  readonly value: Value
  readonly label: ReactNode
  readonly hint?: string | undefined
  readonly disabled?: boolean
}

type Props<Value extends string> = {
  readonly legend: string
  readonly options: readonly RadioOption<Value>[]
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
  /** Side by side where there is room. */
  readonly inline?: boolean | undefined
}

/** One of a few, all in view. Native radios: arrows move, Tab leaves. */
export const RadioGroup = <Value extends string>({ legend, options, value, onChange, inline }: Props<Value>) => {
  const name = useId()
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>{legend}</legend>
      <div className={styles[inline ? 'inline' : 'stack']}>
        {options.map((option) => (
          <label key={option.value} className={styles['choice']}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <span className={styles['hint']}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
