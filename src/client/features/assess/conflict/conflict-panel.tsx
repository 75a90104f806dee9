import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json } from '../../../../core/protocol/json.ts'
import { noteUnsaved } from '../../../app/busy.ts'
import type { WorkConflict } from '../../../app/conflicts.ts'
import { useApp } from '../../../app/context.tsx'
import { settle } from '../../../app/settle.ts'
import type { Grid } from '../../../app/work.ts'
import { announce } from '../../../ui/announce.tsx'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import type { WorkProblem } from '../change.ts'
import { deskOf } from '../desk.ts'
import { NotSaved } from '../not-saved.tsx'
import { AnswerChoice } from './answer-choice.tsx'
import styles from './conflict-panel.module.css'
import { answersOf, isBetweenTwo } from './given.ts'
import { OtherAnswer } from './other-answer.tsx'
import { usePartName } from './part-name.ts'

type Props = { readonly grid: Grid; readonly conflict: WorkConflict; readonly named: boolean; readonly heading: 'h2' | 'h3' }

const another = 'another'

/** Answers given without sight of one another, side by side. Nothing is chosen beforehand: a person settles, and says why. */
export const ConflictPanel = ({ grid, conflict, named, heading: Heading }: Props) => {
  const { t } = useTranslation('assess')
  const id = useId()
  const app = useApp()
  const name = usePartName(grid)(conflict.part)
  const [choice, setChoice] = useState<string | undefined>()
  const [other, setOther] = useState<Json | undefined>()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<WorkProblem | undefined>()
  const answers = answersOf(conflict)
  const chosen = choice === another ? other : answers.find(({ key }) => key === choice)?.value
  const unsaved = `conflict.${grid.assignment.id}.${conflict.field}`
  const holds = reason !== '' || choice !== undefined
  useEffect(() => {
    noteUnsaved(unsaved, holds)
    return () => noteUnsaved(unsaved, false)
  }, [unsaved, holds])

  const put = async (): Promise<void> => {
    setAsked(true)
    if (chosen === undefined || reason.trim() === '' || busy) return
    setBusy(true)
    const done = await settle(app, grid, conflict, chosen === '' ? null : chosen, reason)
    setBusy(false)
    setProblem(done.ok ? undefined : done.problem)
    if (!done.ok) return
    for (const { id: operation } of done.value) deskOf(app, grid.assignment.id).wrote(conflict.field, operation)
    announce(t('conflict.settled'))
    document.getElementById('main')?.focus({ preventScroll: true })
  }

  return (
    <section className={styles['panel']} aria-labelledby={`${id}-title`}>
      <Heading id={`${id}-title`} className={styles['title']}>
        <Icon name="conflict" size={22} />
        <span>
          {(named || conflict.part.part !== 'rating') && <span className={styles['what']}>{name} </span>}
          {t(isBetweenTwo(conflict) ? 'conflict.title' : 'conflict.title-several')}
        </span>
      </Heading>
      <p className={styles['note']}>{t('conflict.safe')}</p>
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void put()
        }}
      >
        <fieldset className={styles['choices']}>
          <legend className={styles['legend']}>{t('conflict.legend')}</legend>
          {answers.map((answer) => (
            <AnswerChoice
              key={answer.key}
              grid={grid}
              part={conflict.part}
              answer={answer}
              name={id}
              chosen={choice === answer.key}
              onChoose={() => setChoice(answer.key)}
            />
          ))}
          <label className={styles['choice']}>
            <input type="radio" name={id} checked={choice === another} onChange={() => setChoice(another)} />
            <span className={styles['value']}>{t('conflict.another')}</span>
          </label>
        </fieldset>
        {choice === another && (
          <OtherAnswer
            grid={grid}
            part={conflict.part}
            legend={t('ladder.legend', { competency: name })}
            value={other}
            onChange={setOther}
          />
        )}
        {asked && chosen === undefined && (
          <p role="alert" className={styles['missing']}>
            {t('conflict.choice-missing')}
          </p>
        )}
        <TextArea
          label={t('conflict.reason')}
          hint={t('conflict.reason-hint')}
          error={asked && reason.trim() === '' ? t('conflict.reason-missing') : undefined}
          maxLength={2000}
          value={reason}
          onChange={setReason}
        />
        <div>
          <Button type="submit" kind={chosen === undefined ? 'secondary' : 'primary'} icon="check" busy={busy && t('sign.busy')}>
            {t('conflict.settle')}
          </Button>
        </div>
      </form>
      {problem && <NotSaved problem={problem} what={t('conflict.what')} onRetry={() => void put()} />}
    </section>
  )
}
