import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

type Props = {
  readonly title: string
  readonly lede?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a report under its heading. */
export const Section = ({ title, lede, actions, children }: Props) => {
  const heading = useId()
  return (
    <section className={styles['section']} aria-labelledby={heading}>
      <div className={styles['head']}>
        <h2 id={heading}>{title}</h2>
        {actions && <div className={styles['actions']}>{actions}</div>}
      </div>
      {lede && <p className={styles['lede']}>{lede}</p>}
      {children}
    </section>
  )
}

type TwinProps = { readonly label: string; readonly open?: boolean; readonly children: ReactNode }

/** The same figures as a table, or the names behind a count, one press away. */
export const Twin = ({ label, open = false, children }: TwinProps) => (
  <details className={styles['twin']} open={open}>
    <summary>{label}</summary>
    {children}
  </details>
)

/** Figures side by side, hairlines between. */
export const Strip = ({ children }: { readonly children: ReactNode }) => <div className={styles['strip']}>{children}</div>
