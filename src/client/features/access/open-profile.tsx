import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LockPort, ProfileCard } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './lock.module.css'
import { PassphraseUnlock } from './passphrase-unlock.tsx'
import { PinUnlock } from './pin-unlock.tsx'
import { ProfileSign, useSignWord } from './profile-sign.tsx'
import { LastUsed } from './profile-tiles.tsx'

type Props = {
  readonly port: LockPort
  readonly card: ProfileCard
  /** The only profile of this tablet: there is none to go back to. */
  readonly alone: boolean
  readonly carry: () => void
  readonly choose: () => void
  /** What else is to be told here. */
  readonly children?: ReactNode
}

/** One profile and what opens it. */
export const OpenProfile = ({ port, card, alone, carry, choose, children }: Props) => {
  const { t } = useTranslation('access')
  const word = useSignWord()
  const [byPin, setByPin] = useState(card.pin)
  const [gone, setGone] = useState(card.state === 'locked-out')
  return (
    <Page title={t('open.title')} width="reading">
      <p className={styles['holder']}>
        <ProfileSign symbol={card.symbol} large />
        <span className={styles['who']}>
          <span className={styles['initials']}>{card.initials}</span>
          <span className={styles['word']}>{word(card.symbol)}</span>
          {!gone && <LastUsed card={card} />}
        </span>
      </p>
      {gone ? (
        <LockedOut carry={carry} />
      ) : byPin ? (
        <PinUnlock port={port} profile={card.id} gone={() => setGone(true)} noPin={() => setByPin(false)} />
      ) : (
        <PassphraseUnlock port={port} profile={card.id} gone={() => setGone(true)} />
      )}
      <p className={styles['after']}>
        {byPin && !gone && <Button onClick={() => setByPin(false)}>{t('open.byPassphrase')}</Button>}
        {!byPin && card.pin && !gone && <Button onClick={() => setByPin(true)}>{t('open.byPin')}</Button>}
        {!gone && (
          <Button kind="quiet" onClick={carry}>
            {t('open.forgotten')}
          </Button>
        )}
        <Button kind="quiet" icon={alone ? 'plus' : 'arrow-left'} onClick={alone ? port.addProfile : choose}>
          {t(alone ? 'lock.add' : 'open.other')}
        </Button>
      </p>
      {children}
    </Page>
  )
}

/** After the last wrong try the keys are gone. The work is not: it was sealed for headquarters as well. */
const LockedOut = ({ carry }: { readonly carry: () => void }) => {
  const { t } = useTranslation('access')
  return (
    <Notice
      tone="danger"
      live
      title={t('gone.title')}
      actions={
        <Button kind="primary" icon="upload" onClick={carry}>
          {t('gone.carry')}
        </Button>
      }
    >
      {t('gone.text')}
    </Notice>
  )
}
