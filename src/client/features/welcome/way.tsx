import { type ReactNode, useId } from 'react'
import { Icon, type IconName } from '../../ui/icon.tsx'
import styles from './welcome.module.css'

type Props = {
  readonly icon: IconName
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}

/** One way into the product: what it is, whom it suits, and the deed. */
export const Way = ({ icon, title, text, children }: Props) => {
  const id = useId()
  return (
    <section className={styles['way']} aria-labelledby={id}>
      <span className={styles['sign']}>
        <Icon name={icon} size={28} />
      </span>
      <div className={styles['told']}>
        <h2 id={id}>{title}</h2>
        <p className={styles['text']}>{text}</p>
        {children}
      </div>
    </section>
  )
}
