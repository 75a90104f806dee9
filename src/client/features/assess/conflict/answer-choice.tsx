import { useTranslation } from 'react-i18next'
import type { OperationId } from '../../../../core/domain/id.ts'
import { textIn } from '../../../../core/domain/text.ts'
import type { Json } from '../../../../core/protocol/json.ts'
import type { GivenValue, Part } from '../../../app/conflicts.ts'
import type { Grid } from '../../../app/work.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useFigures } from '../../../ui/number.ts'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { Indicators } from '../ladder.tsx'
import styles from './conflict-panel.module.css'
import { type Answer, ratingIn } from './given.ts'

type Props = {
  readonly grid: Grid
  readonly part: Part
  readonly answer: Answer
  /** Operations that carry a signature, where some of the answers were signed. */
  readonly signed?: ReadonlySet<OperationId> | undefined
  readonly name: string
  readonly chosen: boolean
  readonly onChoose: () => void
}

/** One answer: what it says, who gave it and when, and whether it is the one that stands meanwhile. */
export const AnswerChoice = ({ grid, part, answer, signed, name, chosen, onChoose }: Props) => {
  const { t } = useTranslation('assess')
  return (
    <label className={styles['choice']}>
      <input type="radio" name={name} checked={chosen} onChange={onChoose} />
      <span className={styles['answer']}>
        <Said grid={grid} part={part} value={answer.value} />
        {answer.by.map((given) => (
          <GivenBy key={given.operation} given={given} signed={signed?.has(given.operation)} />
        ))}
        {answer.standing && <span className={styles['note']}>{t('conflict.standing')}</span>}
      </span>
    </label>
  )
}

type GivenByProps = { readonly given: GivenValue; readonly signed: boolean | undefined }

const GivenBy = ({ given: { author, wall }, signed }: GivenByProps) => {
  const { t } = useTranslation('assess')
  const { dateTime } = useFigures()
  if (!wall) return <span className={styles['by']}>{t('conflict.by-elsewhere')}</span>
  const by = t('conflict.by', { name: author ?? t('conflict.somebody'), date: dateTime(wall) })
  return (
    <span className={styles['by']}>
      {by}
      {signed !== undefined && ` · ${t(signed ? 'settle:signed.isSigned' : 'settle:signed.isLate')}`}
    </span>
  )
}

type SaidProps = { readonly grid: Grid; readonly part: Part; readonly value: Json }

/** A level with its name and what can be observed, never a bare number; any other answer in its words. */
const Said = ({ grid, part, value }: SaidProps) => {
  const { t, i18n } = useTranslation('assess')
  if (part.part !== 'rating') return <span className={styles['words']}>{value ? String(value) : t('conflict.no-words')}</span>
  const rating = ratingIn(value)
  if (rating === null) return <span className={styles['value']}>{t('state.unrated')}</span>
  if (rating.kind === 'not-observed') return <span className={styles['value']}>{t('answer.not-observed')}</span>
  if (rating.kind === 'not-applicable')
    return <span className={styles['value']}>{t('answer.reason-was', { reason: rating.reason })}</span>
  const { framework } = grid.pack
  const step = framework.scale.levels.find(({ level }) => level === rating.level)
  const required = grid.assignment.jobDescription.requirements.find(({ competency }) => competency === part.competency)?.level
  return (
    <>
      <span className={styles['value']}>
        {rating.level} {step && textIn(step.name, i18n.language)}
        {rating.level === required && (
          <>
            <VisuallyHidden>, </VisuallyHidden>
            <span className={styles['required']}>
              <Icon name="flag" size={18} />
              {t('ladder.required')}
            </span>
          </>
        )}
      </span>
      {step && (
        <span className={styles['seen']}>
          <Indicators step={step} competency={framework.competencies.find(({ code }) => code === part.competency)} />
        </span>
      )}
    </>
  )
}
