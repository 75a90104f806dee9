import { Component, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './crash.module.css'

type Props = {
  /** The release, for whoever reads the copied details. */
  readonly version: string
  readonly children: ReactNode
}

type State = { readonly error: unknown; readonly crashed: boolean }

/** The last boundary: a defect stops the screen, never the work. */
export class CrashBoundary extends Component<Props, State> {
  override readonly state: State = { error: undefined, crashed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { error, crashed: true }
  }

  override render(): ReactNode {
    return this.state.crashed ? <CrashPage details={detailsOf(this.state.error, this.props.version)} /> : this.props.children
  }
}

/** What happened, what is safe, what to do; and what to send to the person who can mend it. */
const CrashPage = ({ details }: { readonly details: string }) => {
  const { t } = useTranslation('shell')
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(details)
      setCopied(true)
    } catch {
      // No clipboard here: the details stand below, to be selected by hand.
    }
  }
  return (
    <main className={styles['crash']}>
      <h1>{t('crash.title')}</h1>
      <Notice tone="success" title={t('crash.safe')}>
        {t('crash.typing')}
      </Notice>
      <p>{t('crash.do')}</p>
      <div className={styles['actions']}>
        <Button kind="primary" icon="sync" onClick={() => location.reload()}>
          {t('crash.reload')}
        </Button>
        <Button icon="home" onClick={() => location.assign('/')}>
          {t('crash.home')}
        </Button>
        <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
          {t(copied ? 'crash.copied' : 'crash.copy')}
        </Button>
      </div>
      <details>
        <summary className={styles['summary']}>{t('crash.details')}</summary>
        <pre className={styles['details']}>{details}</pre>
      </details>
    </main>
  )
}

const detailsOf = (error: unknown, version: string): string =>
  [
    `Palier ${version}`,
    new Date().toISOString(),
    location.pathname,
    navigator.userAgent,
    error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error),
  ].join('\n')
