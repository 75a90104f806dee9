import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '../../app/clock.ts'
import type { LastContact } from '../../app/contact.ts'
import { useContact } from '../../app/contact.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { ContactProblem } from './contact-problem.tsx'
import { DownloadLine } from './download-line.tsx'
import { ExchangeProgress } from './exchange-progress.tsx'
import { Stuck } from './stuck.tsx'
import styles from './sync.module.css'

type Done = { readonly settled: number; readonly taken: number }

/** Speaks with headquarters at once, and tells how it goes and how it ended. */
export const Exchange = () => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const contact = useContact()
  const [done, setDone] = useState<Done | null>(null)
  const [broke, setBroke] = useState(false)
  const speaking = contact.phase === 'speaking'

  const speak = async (): Promise<void> => {
    setDone(null)
    setBroke(false)
    try {
      const outcome = await app.runner.now()
      if (outcome.ok) setDone(outcome.value)
    } catch {
      setBroke(true)
    }
  }

  return (
    <section className={styles['exchange']} aria-label={t('now.sync')}>
      <Button kind="primary" icon="sync" busy={speaking && t('now.speaking')} onClick={() => void speak()}>
        {t('now.sync')}
      </Button>
      {speaking ? (
        <ExchangeProgress contact={contact} />
      ) : (
        <p className={styles['contact']}>
          <LastHeard />
        </p>
      )}
      <DownloadLine />
      {!speaking && broke && <Notice tone="danger" live title={t('problem.unforeseen')} />}
      {!speaking && contact.problem && <ContactProblem problem={contact.problem} />}
      {contact.stuck.length > 0 && <Stuck stuck={contact.stuck} />}
      {!speaking && done && !contact.problem && <Notice tone="success" live title={t('now.done', done)} />}
    </section>
  )
}

/** The last contact is kept in the database: it outlives the tab. */
const LastHeard = () => {
  const { t } = useTranslation('sync')
  const { age, dateTime } = useFigures()
  const found = useLive(async ({ database }) => ({
    contact: (await database.meta.get('contact'))?.value as LastContact | undefined,
  }))
  if (!found) return null
  const { contact } = found
  return contact ? t('now.contact', { age: age(contact.at, now()), at: dateTime(contact.at) }) : t('now.never')
}
