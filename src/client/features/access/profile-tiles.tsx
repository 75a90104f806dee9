import { useTranslation } from 'react-i18next'
import type { ProfileCard } from '../../app/entry.ts'
import { Icon } from '../../ui/icon.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './lock.module.css'
import { ProfileSign, useSignWord } from './profile-sign.tsx'

type Props = { readonly profiles: readonly ProfileCard[]; readonly open: (profile: string) => void }

/** Each profile a target as large as a hand finds without looking: its sign, the word for it, two letters. */
export const ProfileTiles = ({ profiles, open }: Props) => {
  const { t } = useTranslation('access')
  const word = useSignWord()
  return (
    <ul className={styles['tiles']} aria-label={t('lock.profiles')}>
      {profiles.map((card) => (
        <li key={card.id}>
          <button type="button" className={styles['tile']} onClick={() => open(card.id)}>
            <ProfileSign symbol={card.symbol} large />
            <span className={styles['who']}>
              <span className={styles['initials']}>{card.initials}</span>
              <span className={styles['word']}>{word(card.symbol)}</span>
              <LastUsed card={card} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** When it was last open, or that it cannot be opened any more. */
export const LastUsed = ({ card }: { readonly card: ProfileCard }) => {
  const { t } = useTranslation('access')
  const { age } = useFigures()
  if (card.state === 'locked-out')
    return (
      <span className={styles['gone']}>
        <Icon name="lock" size={18} />
        {t('lock.gone')}
      </span>
    )
  return (
    <span className={styles['about']}>
      {card.lastUsed ? t('lock.lastUsed', { when: age(card.lastUsed, Date.now()) }) : t('lock.neverUsed')}
    </span>
  )
}
