import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useLive } from '../../app/context.tsx'
import { useMay } from '../../app/places.ts'
import { type Admitted, namesIn, type Quarantined, quarantinedAfter, type Sending, sendingsOf } from '../../app/quarantine.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { AccessTabs } from './access-tabs.tsx'
import styles from './accounts.module.css'
import { AdmitSheet, type Question } from './admit-sheet.tsx'
import { AnswerGate } from './answer-gate.tsx'
import { QuarantinePart } from './quarantine-part.tsx'
import { QuarantineTurns, Shown, type Turn } from './quarantine-turns.tsx'
import { useAnswer } from './use-answer.ts'

/** Work that headquarters refused because of who sent it, a screenful at a time. It lies there until somebody answers for it. */
export const QuarantinePage = () => {
  const [turn, setTurn] = useState<Turn>({ after: undefined, isTurned: false })
  return <OneScreen key={turn.after} turn={turn} go={(after) => setTurn({ after, isTurned: true })} />
}

type OneProps = { readonly turn: Turn; readonly go: (after: string | undefined) => void }

const OneScreen = ({ turn, go }: OneProps) => {
  const { t } = useTranslation('access')
  const { runner } = useApp()
  const isAdministrator = useMay('administrator')
  const { answer, ask } = useAnswer(useCallback(() => quarantinedAfter(turn.after), [turn.after]))
  const [question, setQuestion] = useState<Question | null>(null)
  const [done, setDone] = useState<Admitted | null>(null)
  const close = (admitted?: Admitted): void => {
    setQuestion(null)
    setDone(admitted ?? null)
    void ask()
    // What was taken comes to this device with the next exchange.
    if (admitted) runner.wake()
  }
  return (
    <Page
      title={t('quarantine.title')}
      lede={t('quarantine.lede')}
      actions={
        <Button icon="sync" onClick={() => void ask()}>
          {t('tablets.again')}
        </Button>
      }
    >
      {isAdministrator && <AccessTabs />}
      <div className={styles['tablets']}>
        {done && <Outcome admitted={done} />}
        <AnswerGate answer={answer} ask={ask}>
          {({ waiting, more }) => (
            <>
              <Shown count={waiting.length} more={more} turn={turn} />
              <Waiting waiting={waiting} isLater={turn.after !== undefined} admit={setQuestion} />
              <QuarantineTurns last={more ? waiting.at(-1)?.id : undefined} turn={turn} go={go} />
            </>
          )}
        </AnswerGate>
      </div>
      {question && <AdmitSheet question={question} close={close} />}
    </Page>
  )
}

const noSendings: readonly Sending[] = []

type WaitingProps = {
  readonly waiting: readonly Quarantined[]
  /** Others stand before these: that none follow is not that there are none. */
  readonly isLater: boolean
  readonly admit: (question: Question) => void
}

const Waiting = ({ waiting, isLater, admit }: WaitingProps) => {
  const { t } = useTranslation('access')
  const sendings = waiting.length === 0 ? noSendings : sendingsOf(waiting)
  const names = useLive((app) => namesIn(app, sendings), [waiting])
  if (sendings.length === 0)
    return (
      <EmptyState icon="check" title={t(isLater ? 'quarantine.noneLater' : 'quarantine.none')}>
        {t(isLater ? 'quarantine.noneLaterDo' : 'quarantine.noneDo')}
      </EmptyState>
    )
  if (!names) return <Skeleton shape="rows" />
  return sendings.map((sending) => <QuarantinePart key={sending.key} sending={sending} names={names} admit={admit} />)
}

/** What became of it: what is in, and what lies there still for a reason of its own. */
const Outcome = ({ admitted: { taken, refused } }: { readonly admitted: Admitted }) => {
  const { t } = useTranslation(['access', 'sync'])
  const reasons = [...new Set(refused)]
  return (
    <>
      {taken > 0 && (
        <Notice tone="success" live title={t('quarantine.taken', { count: taken })}>
          {t('quarantine.takenText')}
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice tone="warning" live title={t('quarantine.refused', { count: refused.length })}>
          {reasons.map((reason) => t([`sync:reason.${reason}`, 'sync:reason.unforeseen'])).join(' ')}{' '}
          {t('quarantine.refusedText')}
        </Notice>
      )}
    </>
  )
}
