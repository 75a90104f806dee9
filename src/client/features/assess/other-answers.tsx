import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rating } from '../../../core/domain/assessment.ts'
import type { OperationId } from '../../../core/domain/id.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { InView } from './change.ts'
import styles from './other-answers.module.css'
import { StateSign } from './state-sign.tsx'
import { SurenessMark } from './sureness-mark.tsx'
import type { Shown } from './use-desk.ts'

type Props = {
  readonly shown: Shown<Rating | null>
  readonly writer: OperationId | undefined
  readonly onSay: (rating: Rating | null, shown?: InView) => void
  readonly onComment: (() => void) | undefined
}

/** What can be said instead of a level; and taking back what was said, which is never a second tap on the same thing. */
export const OtherAnswers = ({ shown, writer, onSay, onComment }: Props) => {
  const { t } = useTranslation('assess')
  const [asking, setAsking] = useState(false)
  const rating = shown.value
  const notObserved = rating?.kind === 'not-observed'
  const reason = rating?.kind === 'not-applicable' ? rating.reason : undefined
  return (
    <div className={styles['answers']}>
      <div className={styles['row']}>
        <Button
          className={notObserved ? styles['chosen'] : undefined}
          aria-pressed={notObserved}
          onClick={() => (!notObserved || shown.sureness === 'failed') && onSay({ kind: 'not-observed' })}
        >
          <span className={styles['label']}>
            <StateSign state="not-observed" />
            {t('answer.not-observed')}
          </span>
        </Button>
        <Button
          className={reason === undefined ? undefined : styles['chosen']}
          aria-pressed={reason !== undefined}
          aria-expanded={asking}
          onClick={() => setAsking(!asking)}
        >
          <span className={styles['label']}>
            <StateSign state="not-applicable" />
            {t('answer.not-applicable')}
          </span>
        </Button>
        {onComment && (
          <Button kind="quiet" icon="comment" onClick={onComment}>
            {t('comment.add')}
          </Button>
        )}
        {rating !== null && (
          <Button kind="quiet" onClick={() => onSay(null)}>
            {t('answer.clear')}
          </Button>
        )}
        {rating !== null && rating.kind !== 'level' && <SurenessMark sureness={shown.sureness} />}
      </div>
      {reason !== undefined && !asking && <p className={styles['reason']}>{t('answer.reason-was', { reason })}</p>}
      {asking && (
        <ReasonForm
          reason={reason ?? ''}
          writer={writer}
          onGive={(given, began) => {
            setAsking(false)
            onSay({ kind: 'not-applicable', reason: given }, began)
          }}
          onLeave={() => setAsking(false)}
        />
      )}
    </div>
  )
}

/** The form was asked for by a tap: the hand goes on in it. */
const focusNow = (field: HTMLInputElement | null): void => field?.focus()

type FormProps = {
  readonly reason: string
  /** Whose answer was shown: what comes while the reason is typed lies under this form. */
  readonly writer: OperationId | undefined
  readonly onGive: (reason: string, began: InView) => void
  readonly onLeave: () => void
}

/** "Not applicable" stands only with its reason, asked right here. */
export const ReasonForm = ({ reason, writer, onGive, onLeave }: FormProps) => {
  const { t } = useTranslation('assess')
  const [words, setWords] = useState(reason)
  const [began] = useState<InView>([writer ?? null])
  const [missing, setMissing] = useState(false)
  const give = (): void => (words.trim() === '' ? setMissing(true) : onGive(words.trim(), began))
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        give()
      }}
    >
      <TextField
        label={t('answer.reason')}
        hint={t('answer.reason-hint')}
        error={missing && words.trim() === '' ? t('answer.reason-missing') : undefined}
        value={words}
        onChange={setWords}
        ref={focusNow}
        autoComplete="off"
      />
      <div className={styles['row']}>
        <Button type="submit" kind="primary">
          {t('answer.give')}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {t('answer.leave')}
        </Button>
      </div>
    </form>
  )
}
