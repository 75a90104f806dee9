import type { ReactNode } from 'react'
import styles from './visually-hidden.module.css'

/** Words for ears only. They still print nowhere and take no room. */
export const VisuallyHidden = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles['hidden']}>{children}</span>
)
