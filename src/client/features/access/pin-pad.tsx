import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './pin-pad.module.css'

const places = [1, 2, 3, 4, 5, 6] as const
const pinLength = places.length

type Props = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Told once, with the sixth digit. */
  readonly onFull: (value: string) => void
  /** While a code is tried, or while nothing may be tried. */
  readonly resting?: boolean | undefined
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Ten keys as large as a thumb, and the number keys of a keyboard. The digits themselves are never shown. */
export const PinPad = ({ label, value, onChange, onFull, resting = false }: Props) => {
  const { t } = useTranslation('access')
  const pad = useRef<HTMLFieldSetElement>(null)
  useEffect(() => pad.current?.querySelector('button')?.focus(), [])

  const add = (digit: string): void => {
    if (resting || value.length >= pinLength) return
    const next = value + digit
    onChange(next)
    if (next.length === pinLength) onFull(next)
  }
  const takeBack = (): void => {
    if (!resting) onChange(value.slice(0, -1))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (/^\d$/.test(event.key)) add(event.key)
    else if (event.key === 'Backspace' || event.key === 'Delete') takeBack()
    else return
    event.preventDefault()
  }

  return (
    <fieldset ref={pad} className={styles['pad']} onKeyDown={onKeyDown} aria-busy={resting || undefined}>
      <legend className={styles['legend']}>{label}</legend>
      <p className={styles['dots']}>
        <span aria-hidden="true">
          {places.map((place) => (
            <i key={place} className={classes(place <= value.length && styles['given'])} />
          ))}
        </span>
        <span className={styles['told']} role="status">
          {t('pin.given', { n: value.length, m: pinLength })}
        </span>
      </p>
      <div className={styles['keys']}>
        {digits.map((digit) => (
          <Key key={digit} digit={digit} resting={resting} press={add} />
        ))}
        <span />
        <Key digit="0" resting={resting} press={add} />
        <button type="button" className={styles['key']} aria-label={t('pin.back')} aria-disabled={resting} onClick={takeBack}>
          <Icon name="arrow-left" size={28} />
        </button>
      </div>
    </fieldset>
  )
}

type KeyProps = { readonly digit: string; readonly resting: boolean; readonly press: (digit: string) => void }

const Key = ({ digit, resting, press }: KeyProps) => (
  <button type="button" className={styles['key']} aria-disabled={resting} onClick={() => press(digit)}>
    {digit}
  </button>
)
