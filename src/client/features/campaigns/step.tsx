import { type ReactNode, useId } from 'react'
import styles from './campaigns.module.css'

type Props = { readonly title: string; readonly about?: ReactNode; readonly children: ReactNode }

/** One step of the builder: what is decided here, and how far that is. */
export const Step = ({ title, about, children }: Props) => {
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
