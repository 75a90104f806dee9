import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

/** What ties a control to its label, its hint and its error. Spread it over the control. */
export type FieldWiring = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  readonly required: boolean
}

export type FieldTexts = {
  readonly label: string
  readonly hint?: string | undefined
  /** Says what is wrong and what to do. */
  readonly error?: string | undefined
  readonly required?: boolean | undefined
}

type Props = FieldTexts & { readonly children: (wiring: FieldWiring) => ReactNode }

/** A control with its words. Few fields are optional, so those say so; the others are simply asked. */
export const Field = ({ label, hint, error, required = true, children }: Props) => {
  const { t } = useTranslation('ui')
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const described = [hint && hintId, error && errorId].filter(Boolean).join(' ')
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
        {!required && <span className={styles['optional']}> {t('field.optional')}</span>}
      </label>
      {hint && (
        <p id={hintId} className={styles['hint']}>
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined, required })}
      {error && (
        <p id={errorId} className={styles['error']}>
          <Icon name="warning" size={18} />
          {error}
        </p>
      )}
    </div>
  )
}
