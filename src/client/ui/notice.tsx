import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './notice.module.css'

export type NoticeTone = 'info' | 'warning' | 'danger' | 'success'

const icons: Readonly<Record<NoticeTone, IconName>> = { info: 'info', warning: 'warning', danger: 'warning', success: 'check' }

type Props = {
  readonly tone: NoticeTone
  /** What happened, in one sentence. */
  readonly title: string
  /** What is safe, and what to do. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly onDismiss?: (() => void) | undefined
  /** Read aloud as it appears: at once for danger, in its turn otherwise. Leave out for a notice that was there on arrival. */
  readonly live?: boolean | undefined
}

/** Quiet until something must be told; then what happened, what is safe, what to do. */
export const Notice = ({ tone, title, children, actions, onDismiss, live }: Props) => {
  const { t } = useTranslation('ui')
  return (
    <div className={classes(styles['notice'], styles[tone])} role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}>
      <Icon name={icons[tone]} size={22} />
      <div className={styles['text']}>
        <p className={styles['title']}>{title}</p>
        {children && <div className={styles['body']}>{children}</div>}
        {actions && <div className={styles['actions']}>{actions}</div>}
      </div>
      {onDismiss && <IconButton icon="close" label={t('close')} onClick={onDismiss} />}
    </div>
  )
}
