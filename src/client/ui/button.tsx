import type { ComponentPropsWithRef, MouseEvent } from 'react'
import styles from './button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

type Props = ComponentPropsWithRef<'button'> & {
  /** One primary a screen. */
  readonly kind?: ButtonKind
  readonly icon?: IconName | undefined
  /** After the words, for a button that leads on. */
  readonly iconAfter?: IconName | undefined
  /** Work is under way: presses are ignored, focus stays, and a text, when given, stands for the label meanwhile. */
  readonly busy?: boolean | string | undefined
  /** Takes the whole line, as the one action under the thumb does. */
  readonly wide?: boolean | undefined
}

/** A target of 48 px or more. Busy is not disabled: the keyboard does not lose its place. */
export const Button = ({ kind = 'secondary', icon, iconAfter, busy, wide, className, onClick, children, ...rest }: Props) => {
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles['button'], styles[kind], wide && styles['wide'], className)}
      aria-disabled={busy ? true : rest['aria-disabled']}
      aria-busy={busy ? true : undefined}
      onClick={press}
    >
      {icon && <Icon name={busy ? 'half-circle' : icon} />}
      <span>{typeof busy === 'string' ? busy : children}</span>
      {iconAfter && <Icon name={iconAfter} />}
    </button>
  )
}
