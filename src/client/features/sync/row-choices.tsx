import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationId } from '../../../core/domain/id.ts'
import { canonical, type Json } from '../../../core/protocol/json.ts'
import type { GivenValue } from '../../app/conflicts.ts'
import type { DisputedField, RowDispute } from '../../app/row-dispute.ts'
import { useFigures } from '../../ui/number.ts'
import { useFieldWords } from './field-words.ts'
import styles from './sync.module.css'

type FieldProps = {
  readonly dispute: RowDispute
  readonly field: DisputedField
  /** The chosen value, as one text. */
  readonly chosen: string | undefined
  readonly words: (value: Json) => string
  /** Absent where nothing is to choose: what is published stays. */
  readonly onChoose: ((value: Json) => void) | undefined
}

/** The values of one field, each once, with who gave it and when; the one that stands meanwhile is marked. */
export const FieldChoice = ({ dispute, field: { field, standing, others }, chosen, words, onChoose }: FieldProps) => {
  const { t } = useTranslation('settle')
  const { label } = useFieldWords(dispute)
  const id = useId()
  const all = [standing, ...others]
  return (
    <fieldset className={styles['choices']}>
      <legend className={styles['name']}>{label(field)}</legend>
      {[...new Set(all.map(({ value }) => canonical(value)))].map((key) => {
        const by = all.filter(({ value }) => canonical(value) === key)
        const value = by[0]?.value ?? null
        return (
          <Choice key={key} name={id} chosen={chosen === key} onChoose={onChoose && (() => onChoose(value))}>
            <span className={styles['said']}>{words(value)}</span>
            {by.map((given) => (
              <GivenBy key={given.operation} given={given} />
            ))}
            {by.includes(standing) && <span className={styles['about']}>{t('row.standing')}</span>}
          </Choice>
        )
      })}
    </fieldset>
  )
}

type ChoiceProps = {
  readonly name: string
  readonly chosen: boolean
  readonly onChoose: (() => void) | undefined
  readonly children: ReactNode
}

const Choice = ({ name, chosen, onChoose, children }: ChoiceProps) =>
  onChoose ? (
    <label className={styles['choice']}>
      <input type="radio" name={name} checked={chosen} onChange={onChoose} />
      <span className={styles['answer']}>{children}</span>
    </label>
  ) : (
    <div className={styles['choice']}>
      <span className={styles['answer']}>{children}</span>
    </div>
  )

const GivenBy = ({ given: { author, wall } }: { readonly given: GivenValue }) => {
  const { t } = useTranslation('settle')
  const { dateTime } = useFigures()
  return (
    <span className={styles['about']}>
      {wall
        ? t('assess:conflict.by', { name: author ?? t('assess:conflict.somebody'), date: dateTime(wall) })
        : t('row.elsewhere')}
    </span>
  )
}

type VersionProps = {
  readonly dispute: RowDispute
  readonly chosen: OperationId | undefined
  readonly onChoose: (version: OperationId) => void
}

/** Whole versions, where each was signed: nobody mixes what two people signed. */
export const VersionChoice = ({ dispute, chosen, onChoose }: VersionProps) => {
  const { t } = useTranslation('settle')
  const { dateTime } = useFigures()
  const { label, words } = useFieldWords(dispute)
  const id = useId()
  return (
    <fieldset className={styles['choices']}>
      <legend className={styles['name']}>{t('row.versions')}</legend>
      {dispute.standing.map(({ operation, name, at, state, content }) => (
        <Choice key={operation} name={id} chosen={chosen === operation} onChoose={() => onChoose(operation)}>
          {Object.entries(content)
            .filter(([field, value]) => shown(field) && value !== '')
            .map(([field, value]) => (
              <span key={field} className={styles['said']}>
                {label(field)} : {words(field, value)}
              </span>
            ))}
          <span className={styles['about']}>
            {t('assess:conflict.by', { name: name ?? t('assess:conflict.somebody'), date: dateTime(at) })}
          </span>
          {state === 'counts' && <span className={styles['about']}>{t('row.standing')}</span>}
        </Choice>
      ))}
    </fieldset>
  )
}

/** What places a record and what was settled before is no answer. */
const shown = (field: string): boolean => !field.startsWith('settled:') && field !== 'campaign' && field !== 'assessment'
