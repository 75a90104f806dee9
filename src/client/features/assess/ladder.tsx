import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Competency } from '../../../core/domain/framework.ts'
import type { Level, Scale, ScaleLevel } from '../../../core/domain/scale.ts'
import { textIn } from '../../../core/domain/text.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import styles from './ladder.module.css'
import { SurenessMark } from './sureness-mark.tsx'
import type { Sureness } from './use-desk.ts'

type Props = {
  readonly legend: string
  readonly scale: Scale
  readonly competency: Competency | undefined
  readonly required: Level
  readonly chosen: Level | undefined
  readonly sureness: Sureness
  readonly readOnly: boolean
  readonly onChoose: (level: Level) => void
  /** The chosen level, tapped again while it is not saved. A saved one tapped again stays as it is. */
  readonly onAgain: () => void
}

/** The levels of the scale, each with what can be observed: a level is never a bare number. */
export const Ladder = ({ legend, scale, competency, required, chosen, sureness, readOnly, onChoose, onAgain }: Props) => {
  const name = useId()
  return (
    <fieldset className={styles['ladder']}>
      <legend>
        <VisuallyHidden>{legend}</VisuallyHidden>
      </legend>
      {scale.levels.map((step) => (
        <Rung
          key={step.level}
          name={name}
          step={step}
          competency={competency}
          required={step.level === required}
          chosen={step.level === chosen}
          sureness={sureness}
          readOnly={readOnly}
          onChoose={onChoose}
          onAgain={onAgain}
        />
      ))}
    </fieldset>
  )
}

type RungProps = Pick<Props, 'competency' | 'sureness' | 'readOnly' | 'onChoose' | 'onAgain'> & {
  readonly name: string
  readonly step: ScaleLevel
  readonly required: boolean
  readonly chosen: boolean
}

const Rung = ({ name, step, competency, required, chosen, sureness, readOnly, onChoose, onAgain }: RungProps) => {
  const { t, i18n } = useTranslation('assess')
  const id = useId()
  const failed = chosen && sureness === 'failed'
  return (
    <label
      className={classes(styles['rung'], chosen && styles['chosen'], required && styles['required'], failed && styles['failed'])}
    >
      <input
        type="radio"
        name={name}
        value={step.level}
        checked={chosen}
        disabled={readOnly && !chosen}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-seen`}
        onChange={() => !readOnly && onChoose(step.level)}
        onClick={() => failed && onAgain()}
      />
      <span id={`${id}-name`} className={styles['name']}>
        <span className={styles['rank']}>{step.level}</span> <span>{textIn(step.name, i18n.language)}</span>
        {required && <VisuallyHidden>, {t('ladder.required')}</VisuallyHidden>}
      </span>
      <span id={`${id}-seen`} className={styles['seen']}>
        <Indicators step={step} competency={competency} />
      </span>
      <span className={styles['marks']}>
        {required && (
          <span className={styles['mark']} aria-hidden="true">
            <Icon name="flag" size={18} />
            {t('ladder.required')}
          </span>
        )}
        {chosen && !readOnly && (
          <span className={styles['chosenMark']}>
            <SurenessMark sureness={sureness} />
          </span>
        )}
      </span>
    </label>
  )
}

/**
 * What can be observed at this level. A level that the dictionary leaves undescribed is said to be so, with the scale's own
 * words, and can be chosen: it is on the scale, and the job may even require it.
 */
export const Indicators = ({ step, competency }: { readonly step: ScaleLevel; readonly competency: Competency | undefined }) => {
  const { t, i18n } = useTranslation('assess')
  const indicators = competency?.levels.find(({ level }) => level === step.level)?.indicators ?? []
  if (indicators.length > 0)
    return indicators.map((indicator) => {
      const words = textIn(indicator, i18n.language)
      return (
        <span key={words} className={styles['indicator']}>
          {words}
        </span>
      )
    })
  return (
    <span className={styles['undescribed']}>
      {[t('ladder.undescribed'), step.description && textIn(step.description, i18n.language)].filter(Boolean).join(' — ')}
    </span>
  )
}
