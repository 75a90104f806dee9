import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { TextArea } from '../../ui/text-area.tsx'
import styles from './comment-field.module.css'
import { NotSaved } from './not-saved.tsx'
import { SurenessMark } from './sureness-mark.tsx'
import type { Shown } from './use-desk.ts'

type Props = {
  readonly label: string
  readonly hint?: string | undefined
  /** What a failure names: « Le commentaire ». */
  readonly what: string
  readonly shown: Shown<string>
  readonly required?: boolean
  readonly field?: Ref<HTMLTextAreaElement>
  readonly onType: (words: string) => void
  readonly onRest: () => void
  readonly onRetry: () => void
}

/** Words that save themselves: when the hand rests, when it leaves, when the screen goes away. */
export const CommentField = ({ label, hint, what, shown, required = true, field, onType, onRest, onRetry }: Props) => {
  const { t } = useTranslation('assess')
  return (
    <div className={styles['comment']}>
      <TextArea
        label={label}
        hint={hint}
        required={required}
        value={shown.value}
        onChange={onType}
        onBlur={onRest}
        maxLength={10_000}
        ref={field}
      />
      <p className={styles['state']}>
        {shown.value.trim() === '' && shown.sureness === 'stored' ? (
          t('comment.saves-itself')
        ) : (
          <SurenessMark sureness={shown.sureness} />
        )}
      </p>
      {shown.problem && <NotSaved problem={shown.problem} what={what} onRetry={onRetry} />}
    </div>
  )
}
