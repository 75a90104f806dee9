import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationId } from '../../../../core/domain/id.ts'
import type { WorkConflict } from '../../../app/conflicts.ts'
import type { Grid } from '../../../app/work.ts'
import { AnswerChoice } from './answer-choice.tsx'
import styles from './conflict-panel.module.css'
import { answersOf } from './given.ts'
import { OtherAnswer } from './other-answer.tsx'
import { usePartName } from './part-name.ts'
import type { Picked } from './signed-choice.ts'

type Props = {
  readonly grid: Grid
  readonly conflict: WorkConflict
  /** The versions that carry a signature: what else stands here was answered, and not signed. */
  readonly signed: ReadonlySet<OperationId>
  readonly picked: Picked | undefined
  readonly missing: boolean
  readonly onPick: (picked: Picked) => void
}

/** One part on which the signatures, or the late work, differ. Nothing is chosen beforehand. */
export const SignedPart = ({ grid, conflict, signed, picked, missing, onPick }: Props) => {
  const { t } = useTranslation('assess')
  const id = useId()
  const name = usePartName(grid)(conflict.part)
  const isAnother = picked !== undefined && 'another' in picked
  return (
    <div className={styles['form']}>
      <fieldset className={styles['choices']} aria-describedby={missing ? `${id}-missing` : undefined}>
        <legend className={styles['legend']}>{name}</legend>
        {answersOf(conflict).map((answer) => (
          <AnswerChoice
            key={answer.key}
            grid={grid}
            part={conflict.part}
            answer={answer}
            signed={signed}
            name={id}
            chosen={picked !== undefined && 'key' in picked && picked.key === answer.key}
            onChoose={() => onPick({ key: answer.key })}
          />
        ))}
        <label className={styles['choice']}>
          <input type="radio" name={id} checked={isAnother} onChange={() => onPick({ another: undefined })} />
          <span className={styles['value']}>{t('conflict.another')}</span>
        </label>
      </fieldset>
      {isAnother && (
        <OtherAnswer
          grid={grid}
          part={conflict.part}
          legend={t('ladder.legend', { competency: name })}
          value={picked.another}
          onChange={(another) => onPick({ another })}
        />
      )}
      {missing && (
        <p id={`${id}-missing`} className={styles['missing']}>
          {t('conflict.choice-missing')}
        </p>
      )}
    </div>
  )
}
