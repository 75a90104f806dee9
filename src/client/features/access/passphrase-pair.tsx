import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PassphraseProblem, passphraseProblem } from '../../../core/protocol/access/passphrase-rules.ts'
import { CheckBox } from '../../ui/check-box.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './access.module.css'
import { quiet } from './passphrase-field.tsx'
import { leastLength, type Strength, strengthOf } from './strength.ts'

export type Pair = { readonly once: string; readonly twice: string }
export const emptyPair: Pair = { once: '', twice: '' }

/** What still stands against a new passphrase; null where it can be taken. */
export const pairProblem = ({ once, twice }: Pair, name: string): PassphraseProblem | 'different' | null =>
  passphraseProblem(once, name) ?? (once === twice ? null : 'different')

type Props = {
  readonly pair: Pair
  readonly onChange: (pair: Pair) => void
  /** What the person signs in with: a passphrase must not merely repeat it. */
  readonly name: string
  /** The person has tried to go on: what is missing is said. */
  readonly tried: boolean
  readonly autoFocus?: boolean
}

/** A new passphrase, twice, with a calm word on how good it is. */
export const PassphrasePair = ({ pair, onChange, name, tried, autoFocus = false }: Props) => {
  const { t } = useTranslation('access')
  const [shown, setShown] = useState(false)
  const problem = tried ? pairProblem(pair, name) : null
  const type = shown ? 'text' : 'password'
  return (
    <div className={styles['pair']}>
      <TextField
        {...quiet}
        type={type}
        autoFocus={autoFocus}
        label={t('passphrase.new')}
        hint={t('passphrase.advice', { count: leastLength })}
        error={problem && problem !== 'different' ? t(`problem.${problem}`) : undefined}
        value={pair.once}
        onChange={(once) => onChange({ ...pair, once })}
      />
      <StrengthLine strength={strengthOf(pair.once, name)} />
      <TextField
        {...quiet}
        type={type}
        label={t('passphrase.again')}
        error={problem === 'different' ? t('passphrase.different') : undefined}
        value={pair.twice}
        onChange={(twice) => onChange({ ...pair, twice })}
      />
      <CheckBox label={t('passphrase.showBoth')} checked={shown} onChange={setShown} />
    </div>
  )
}

const steps: Readonly<Record<Strength, number>> = { empty: 0, weak: 1, fair: 2, good: 3 }

/** Three short bars and a word; the word says it all. */
const StrengthLine = ({ strength }: { readonly strength: Strength }) => {
  const { t } = useTranslation('access')
  return (
    <p className={styles['strength']} role="status">
      <svg viewBox="0 0 72 6" width="72" height="6" aria-hidden="true" focusable="false">
        {[0, 1, 2].map((n) => (
          <rect key={n} x={n * 25} width="22" height="6" rx="3" className={styles[n < steps[strength] ? 'full' : 'hollow']} />
        ))}
      </svg>
      <span>{t(`passphrase.strength.${strength}`)}</span>
    </p>
  )
}
