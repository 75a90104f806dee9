import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/notice.tsx'
import type { Refusal } from './use-asking.ts'
import { clockText, usePassingTime } from './use-passing-time.ts'

/** Why it did not go through, what is safe and what to do. Where it is only too early, the time that is left. */
export const RefusalNotice = ({ refusal }: { readonly refusal: Refusal | null }) => {
  const { t } = useTranslation('access')
  const present = usePassingTime(refusal?.until ?? null)
  if (!refusal) return null
  const left = refusal.until === null ? 0 : refusal.until - present
  return (
    <Notice
      tone={refusal.problem === 'no-network' ? 'warning' : 'danger'}
      live
      title={t([`problem.${refusal.problem}`, 'problem.unforeseen'])}
    >
      {left > 0 && <span aria-live="off">{t('again', { time: clockText(left) })}</span>}
    </Notice>
  )
}
