import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LockPort, UnlockProblem } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import styles from './access.module.css'
import { PassphraseField } from './passphrase-field.tsx'
import { TriesLine } from './tries-line.tsx'
import { useTries } from './use-tries.ts'

type Props = { readonly port: LockPort; readonly profile: string; readonly gone: () => void }

/** Opens a profile by its passphrase, with or without a network. */
export const PassphraseUnlock = ({ port, profile, gone }: Props) => {
  const { t } = useTranslation('access')
  const tries = useTries(port, profile)
  const [passphrase, setPassphrase] = useState('')
  const [problem, setProblem] = useState<UnlockProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const waiting = (tries?.wait ?? 0) > 0

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || waiting || passphrase === '') return field.current?.focus()
    setBusy(true)
    const opened = await port.unlock(profile, passphrase)
    if (opened.ok) return
    setBusy(false)
    setProblem(opened.problem)
    setPassphrase('')
    if (opened.problem.problem === 'locked-out') return gone()
    field.current?.focus()
  }

  return (
    <form noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
      <PassphraseField field={field} label={t('passphrase.label')} value={passphrase} onChange={setPassphrase} autoFocus />
      <TriesLine problem={problem} tries={tries} />
      <Button type="submit" kind="primary" icon="unlock" busy={busy && t('open.busy')} aria-disabled={waiting || undefined}>
        {t('open.submit')}
      </Button>
    </form>
  )
}
