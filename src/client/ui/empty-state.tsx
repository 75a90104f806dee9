import type { ReactNode } from 'react'
import styles from './empty-state.module.css'
import { Icon, type IconName } from './icon.tsx'

type Props = {
  readonly icon?: IconName | undefined
  readonly title: string
  /** Teaches the next step. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** Nothing here yet, why, and what to do about it. */
export const EmptyState = ({ icon, title, children, actions }: Props) => (
  <div className={styles['empty']}>
    {icon && <Icon name={icon} size={32} />}
    <p className={styles['title']}>{title}</p>
    {children && <div className={styles['body']}>{children}</div>}
    {actions && <div className={styles['actions']}>{actions}</div>}
  </div>
)
