import type { ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './button.module.css'
import type { ButtonKind } from './button.tsx'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'

type Props = {
  readonly to: string
  readonly kind?: ButtonKind
  readonly icon?: IconName | undefined
  readonly iconAfter?: IconName | undefined
  readonly wide?: boolean | undefined
  /** Called as the reader leaves, e.g. to shut the sheet that the link stands in. */
  readonly onClick?: (() => void) | undefined
  readonly children: ReactNode
}

/** A link with the weight of a button: it goes somewhere, so it opens in a new tab and stays in the history. */
export const LinkButton = ({ to, kind = 'secondary', icon, iconAfter, wide, onClick, children }: Props) => (
  <Link to={to} onClick={onClick} className={classes(styles['button'], styles[kind], wide && styles['wide'])}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
    {iconAfter && <Icon name={iconAfter} />}
  </Link>
)
