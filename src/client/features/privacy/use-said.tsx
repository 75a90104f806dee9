import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../core/domain/result.ts'
import { Notice } from '../../ui/notice.tsx'

type Said = 'saved' | 'notSaved'

/** What came of the last save of a form. */
export const useSaid = () => {
  const [said, setSaid] = useState<Said>()
  const tell = async (deed: Promise<Result<unknown, unknown>>): Promise<void> => setSaid((await deed).ok ? 'saved' : 'notSaved')
  return { said, tell }
}

export const SaidNotice = ({ said }: { readonly said: Said | undefined }) => {
  const { t } = useTranslation('privacy')
  if (!said) return null
  return <Notice tone={said === 'saved' ? 'success' : 'danger'} live title={t(`settings.${said}`)} />
}
