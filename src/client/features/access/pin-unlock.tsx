import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LockPort, UnlockProblem } from '../../app/entry.ts'
import styles from './lock.module.css'
import { PinPad } from './pin-pad.tsx'
import { TriesLine } from './tries-line.tsx'
import { useTries } from './use-tries.ts'

type Props = {
  readonly port: LockPort
  readonly profile: string
  readonly gone: () => void
  /** The key has left the memory: only the passphrase opens. */
  readonly noPin: () => void
}

/** Six digits, tried with the sixth. */
export const PinUnlock = ({ port, profile, gone, noPin }: Props) => {
  const { t } = useTranslation('access')
  const tries = useTries(port, profile)
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<UnlockProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const waiting = (tries?.wait ?? 0) > 0

  const open = async (given: string): Promise<void> => {
    setBusy(true)
    const opened = await port.openWithPin(profile, given)
    if (opened.ok) return
    setBusy(false)
    setPin('')
    setProblem(opened.problem)
    if (opened.problem.problem === 'locked-out') gone()
    if (opened.problem.problem === 'no-pin') noPin()
  }

  return (
    <div className={styles['pin']}>
      <PinPad
        label={t('pin.label')}
        value={pin}
        onChange={setPin}
        onFull={(given) => void open(given)}
        resting={busy || waiting}
      />
      <TriesLine problem={problem} tries={tries} />
    </div>
  )
}
