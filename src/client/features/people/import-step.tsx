import { type ReactNode, useId } from 'react'
import styles from './people.module.css'

type Props = { readonly title: string; readonly about?: string | undefined; readonly children: ReactNode }

export const ImportStep = ({ title, about, children }: Props) => {
  const id = useId()
  return (
    <section className={styles['step']} aria-labelledby={id}>
      <div className={styles['stepHead']}>
        <h2 id={id}>{title}</h2>
        {about && <p className={styles['about']}>{about}</p>}
      </div>
      <div className={styles['stepBody']}>{children}</div>
    </section>
  )
}
