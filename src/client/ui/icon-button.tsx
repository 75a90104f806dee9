import type { ComponentPropsWithRef } from 'react'
import styles from './button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'

type Props = Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label' | 'title'> & {
  readonly icon: IconName
  /** The word that the drawing stands for, read aloud and shown under the mouse. */
  readonly label: string
}

/** For toolbars only: everywhere else an icon stands beside its word. */
export const IconButton = ({ icon, label, className, ...rest }: Props) => (
  <button
    type="button"
    {...rest}
    aria-label={label}
    title={label}
    className={classes(styles['button'], styles['quiet'], styles['iconOnly'], className)}
  >
    <Icon name={icon} size={22} />
  </button>
)
