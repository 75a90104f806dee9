import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Acknowledgement } from '../../../core/domain/assessment.ts'
import { noteUnsaved } from '../../app/busy.ts'
import { useApp } from '../../app/context.tsx'
import { acknowledge, type Grid } from '../../app/work.ts'
import { announce } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import type { WorkProblem } from './change.ts'
import { emptyAnswer, forgetAnswer, keepAnswer, keptAnswer } from './kept-answer.ts'
import { NotSaved } from './not-saved.tsx'
import styles from './review-page.module.css'

type Props = { readonly grid: Grid; readonly name: string }

/** The officer's answer. It is recorded once and for all, so nothing is recorded before the button. */
export const AcknowledgeForm = ({ grid, name }: Props) => {
  const { t } = useTranslation('assess')
  const app = useApp()
  const { assignment } = grid
  const [answer, setAnswer] = useState(() => keptAnswer(assignment.id))
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<WorkProblem | undefined>()
  const holds = answer.motive !== '' || answer.observations !== ''
  useEffect(() => {
    noteUnsaved(`officer.${assignment.id}`, holds)
    return () => noteUnsaved(`officer.${assignment.id}`, false)
  }, [assignment.id, holds])

  const change = (part: Partial<typeof answer>): void => {
    const next = { ...answer, ...part }
    setAnswer(next)
    keepAnswer(assignment.id, next)
  }
  const withoutMotive = answer.outcome === 'refused' && answer.motive.trim() === ''
  const give = async (): Promise<void> => {
    setAsked(true)
    const { outcome } = answer
    if (!outcome || withoutMotive || busy) return
    setBusy(true)
    const motive = outcome === 'refused' ? answer.motive.trim() : ''
    const done = await acknowledge(app, grid, { outcome, motive, observations: answer.observations.trim() })
    setBusy(false)
    setProblem(done.ok ? undefined : done.problem)
    if (!done.ok) return
    forgetAnswer(assignment.id)
    setAnswer(emptyAnswer)
    announce(t('officer.recorded'))
  }

  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void give()
      }}
    >
      <TextArea
        label={t('officer.observations')}
        hint={t('officer.observations-hint')}
        required={false}
        maxLength={10_000}
        value={answer.observations}
        onChange={(observations) => change({ observations })}
      />
      <RadioGroup<Acknowledgement['outcome']>
        legend={t('officer.legend', { name })}
        value={answer.outcome}
        onChange={(outcome) => change({ outcome })}
        options={[
          { value: 'attested', label: t('officer.attests'), hint: t('officer.attests-hint') },
          { value: 'refused', label: t('officer.refuses'), hint: t('officer.refuses-hint') },
        ]}
      />
      {answer.outcome === 'refused' && (
        <TextArea
          label={t('officer.motive')}
          hint={t('officer.motive-hint')}
          error={asked && withoutMotive ? t('officer.motive-missing') : undefined}
          maxLength={10_000}
          value={answer.motive}
          onChange={(motive) => change({ motive })}
        />
      )}
      {asked && !answer.outcome && (
        <p role="alert" className={styles['missing']}>
          {t('officer.outcome-missing')}
        </p>
      )}
      <p className={styles['note']}>{t('officer.once')}</p>
      <div>
        <Button type="submit" kind="primary" icon="pen" busy={busy && t('sign.busy')}>
          {t('officer.record')}
        </Button>
      </div>
      {problem && <NotSaved problem={problem} what={t('officer.what')} onRetry={() => void give()} />}
    </form>
  )
}
