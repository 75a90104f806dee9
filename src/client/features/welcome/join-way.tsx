import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContact } from '../../app/contact.ts'
import { useApp } from '../../app/context.tsx'
import { useDownload } from '../../app/download-progress.ts'
import { type DirectoryEntry, join } from '../../app/start.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { startAgain } from './start-again.ts'
import type { Directory } from './use-directory.ts'
import { Way } from './way.tsx'
import styles from './welcome.module.css'

type Props = { readonly found: Directory; readonly ask: () => Promise<Directory> }

/** Administrations that the server holds. */
export const JoinWay = ({ found, ask }: Props) => {
  const { t } = useTranslation('welcome')
  return (
    <Way icon="cloud" title={t('join.title')} text={t('join.text')}>
      {found.state === 'asking' && <Skeleton shape="rows" count={1} />}
      {found.state === 'offline' && (
        <Notice
          tone="warning"
          title={t('join.offline.title')}
          actions={
            <Button icon="sync" onClick={() => void ask()}>
              {t('join.retry')}
            </Button>
          }
        >
          {t('join.offline.text')}
        </Notice>
      )}
      {found.state === 'known' && <Administrations entries={found.entries.filter((entry) => !entry.demonstration)} />}
    </Way>
  )
}

const Administrations = ({ entries }: { readonly entries: readonly DirectoryEntry[] }) => {
  const { t } = useTranslation('welcome')
  const app = useApp()
  const { integer } = useFigures()
  const taken = useContact((contact) => contact.taken)
  const download = useDownload(({ progress }) => progress)
  const [joining, setJoining] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const enter = async (entry: DirectoryEntry): Promise<void> => {
    setJoining(entry.stream)
    setProblem(null)
    const done = await join(app, entry)
    if (done.ok) return startAgain('/who')
    setJoining(null)
    setProblem(done.problem.problem)
  }

  if (entries.length === 0) return <p className={styles['text']}>{t('join.empty')}</p>
  return (
    <>
      <ul className={styles['administrations']}>
        {entries.map((entry) => (
          <li key={entry.stream}>
            <span className={styles['name']}>{entry.name}</span>
            <Button
              aria-label={t('join.joinNamed', { name: entry.name })}
              busy={joining === entry.stream && t('join.joining')}
              onClick={() => void enter(entry)}
            >
              {t('join.join')}
            </Button>
          </li>
        ))}
      </ul>
      {joining && download && (
        <p role="status">
          {t('join.download', { bytes: integer(download.bytes / 1024), ofBytes: integer(download.ofBytes / 1024) })}
        </p>
      )}
      {joining && !download && taken > 0 && <p role="status">{t('join.received', { count: taken })}</p>}
      {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
    </>
  )
}
