import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Found, Recovery, RecoveryProblem, Restored } from '../../app/recovery.ts'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Actions } from './actions.tsx'
import { FoundWorkList } from './found-work.tsx'
import { HowItEnded } from './how-it-ended.tsx'
import styles from './recovery.module.css'

type Props = {
  readonly recovery: Recovery
  /** Starts the app anew, on what there is then. */
  readonly goOn: () => void
}

/**
 * Stands before anything else when the database lost work, or lacks some: what happened, what was found, what comes back
 * from headquarters. Nothing here takes anything away, and nothing needs a network.
 */
export const RecoveryPage = ({ recovery, goOn }: Props) => {
  const [found, setFound] = useState<Found>()
  const [restored, setRestored] = useState<Restored>()
  const [problem, setProblem] = useState<RecoveryProblem>()
  useEffect(() => {
    void recovery.find().then(setFound)
  }, [recovery])
  const restore = async (): Promise<void> => {
    const done = await recovery.restore()
    if (done.ok) setRestored(done.value)
    setProblem(done.ok ? undefined : done.problem)
  }
  if (!found) return <Skeleton shape="page" />
  if (restored) return <HowItEnded restored={restored} found={found} goOn={goOn} />
  return <WhatWasFound found={found} problem={problem} restore={restore} recovery={recovery} />
}

type FoundProps = {
  readonly found: Found
  readonly problem: RecoveryProblem | undefined
  readonly recovery: Recovery
  readonly restore: () => Promise<void>
}

const WhatWasFound = ({ found, problem, recovery, restore }: FoundProps) => {
  const { t } = useTranslation('recovery')
  const { loss } = found
  return (
    <Page
      eyebrow={found.holder || undefined}
      title={t(titleOf(found))}
      lede={t(leadOf(found), { count: found.operations })}
      width="reading"
    >
      <div className={styles['parts']}>
        <Actions found={found} problem={problem} recovery={recovery} restore={restore} />
        <FoundWorkList found={found} />
        <section>
          <h2>{t('happened')}</h2>
          <p>{t(`${loss}.happened`)}</p>
        </section>
        {loss !== 'behind' && (
          <section>
            <h2>{t('headquarters.title')}</h2>
            <p>{t('headquarters.text')}</p>
          </section>
        )}
      </div>
    </Page>
  )
}

/** The one sentence that a person who reads nothing else must have read. */
const leadOf = ({ journal, operations }: Found): string =>
  journal === 'unread' ? 'lead.unread' : operations === 0 ? 'lead.nothing' : 'lead.found'

const titleOf = ({ loss, operations }: Found): string =>
  operations > 0 && (loss === 'gone' || loss === 'unreadable') ? `${loss}.found` : `${loss}.title`
