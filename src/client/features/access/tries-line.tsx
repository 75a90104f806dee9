import { useTranslation } from 'react-i18next'
import type { Tries, UnlockProblem } from '../../app/entry.ts'
import { Notice } from '../../ui/notice.tsx'
import { clockText } from './use-passing-time.ts'

type Props = { readonly problem: UnlockProblem | null; readonly tries: Tries | null }

/** What the last try came to, how many are left, and how long to wait. Said plainly, before it is too late. */
export const TriesLine = ({ problem, tries }: Props) => {
  const { t } = useTranslation('access')
  const waiting = (tries?.wait ?? 0) > 0
  const told = problem && problem.problem !== 'wait' ? problem.problem : null
  if (told === 'failed' || told === 'full' || told === 'no-pin') return <Notice tone="warning" live title={t(`unlock.${told}`)} />
  const warned = tries !== null && tries.left < 10
  if (!told && !waiting && !warned) return null
  return (
    <Notice
      tone={tries && tries.left <= 3 ? 'danger' : 'warning'}
      live
      title={t(told ? `unlock.${told}` : waiting ? 'unlock.wait' : 'unlock.before')}
    >
      {tries && (
        <>
          <p>{t('unlock.left', { count: tries.left })}</p>
          {told === 'wrong-passphrase' && <p>{t('unlock.after-reset')}</p>}
          {waiting && (
            <p aria-live="off">
              {t('unlock.next')} <time>{clockText(tries.wait)}</time>
            </p>
          )}
        </>
      )}
    </Notice>
  )
}
