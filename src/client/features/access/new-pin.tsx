import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './lock.module.css'
import { PinPad } from './pin-pad.tsx'

type Props = { readonly chosen: (pin: string) => void; readonly leave: () => void }

/** Six digits of one’s own, twice. */
export const NewPin = ({ chosen, leave }: Props) => {
  const { t } = useTranslation('access')
  const [first, setFirst] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<'plain' | 'different' | null>(null)
  const take = (pin: string): void => {
    setTyped('')
    if (first === null) {
      const plain = isPlain(pin)
      setProblem(plain ? 'plain' : null)
      if (!plain) setFirst(pin)
      return
    }
    if (pin === first) chosen(pin)
    else {
      setFirst(null)
      setProblem('different')
    }
  }
  return (
    <div className={styles['pin']}>
      <PinPad
        key={first === null ? 'first' : 'second'}
        label={t(first === null ? 'pin.choose' : 'pin.again')}
        value={typed}
        onChange={setTyped}
        onFull={take}
      />
      {problem && <Notice tone="warning" live title={t(`pin.${problem}`)} />}
      <Button kind="quiet" onClick={leave}>
        {t('cancel')}
      </Button>
    </div>
  )
}

/** What a neighbour would try first: one digit, two by turns, a run up or down. */
const isPlain = (pin: string): boolean =>
  new Set(pin).size <= 2 || '01234567890'.includes(pin) || '09876543210'.includes(pin) || pin.slice(0, 3) === pin.slice(3)
