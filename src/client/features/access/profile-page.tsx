import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type OpenSession, useSession } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './lock.module.css'
import { NewPin } from './new-pin.tsx'
import { ProfileSign, useSignWord } from './profile-sign.tsx'
import { SessionsPart } from './sessions-part.tsx'

/** What a holder decides about the own profile: PIN, lock, passphrase, and who comes next. */
export const ProfilePage = () => {
  const { t } = useTranslation('access')
  const session = useSession((here) => here.session)
  return (
    <Page title={t('profile.title')} lede={t('profile.lede')} width="reading">
      {session ? <Parts session={session} /> : <EmptyState icon="lock" title={t('problem.no-accounts')} />}
    </Page>
  )
}

const Parts = ({ session }: { readonly session: OpenSession }) => {
  const { t } = useTranslation('access')
  const word = useSignWord()
  return (
    <div className={styles['parts']}>
      <p className={styles['holder']}>
        <ProfileSign symbol={session.card.symbol} />
        <span className={styles['who']}>
          <span className={styles['initials']}>{session.card.initials}</span>
          <span className={styles['word']}>{word(session.card.symbol)}</span>
          <span className={styles['about']}>{[session.account.name, session.tablet.name].join(' · ')}</span>
        </span>
      </p>
      <PinPart session={session} />
      <section aria-labelledby="auto-lock">
        <h2 id="auto-lock">{t('profile.auto')}</h2>
        <AutoLock session={session} />
      </section>
      <section aria-labelledby="own-passphrase">
        <h2 id="own-passphrase">{t('passphrase.label')}</h2>
        <p className={styles['about']}>{t('profile.passphrase')}</p>
        <p className={styles['after']}>
          <LinkButton to="/profile/passphrase" icon="pen">
            {t('change.title')}
          </LinkButton>
        </p>
      </section>
      <SessionsPart />
      <section aria-labelledby="others">
        <h2 id="others">{t('profile.others')}</h2>
        <p className={styles['about']}>{t('profile.othersText')}</p>
        <p className={styles['after']}>
          <Button icon="people" onClick={() => session.lock()}>
            {t('profile.switch')}
          </Button>
        </p>
      </section>
    </div>
  )
}

const PinPart = ({ session }: { readonly session: OpenSession }) => {
  const { t } = useTranslation('access')
  const [has, setHas] = useState(session.card.pin)
  const [choosing, setChoosing] = useState(false)
  const [done, setDone] = useState<'set' | 'none' | null>(null)
  const set = async (pin: string | null): Promise<void> => {
    await session.setPin(pin)
    setHas(pin !== null)
    setDone(pin === null ? 'none' : 'set')
    setChoosing(false)
  }
  return (
    <section aria-labelledby="pin">
      <h2 id="pin">{t('profile.pin')}</h2>
      <p className={styles['about']}>{t('profile.pinText')}</p>
      {choosing ? (
        <NewPin chosen={(pin) => void set(pin)} leave={() => setChoosing(false)} />
      ) : (
        <p className={styles['after']}>
          <Button icon="grid" onClick={() => setChoosing(true)}>
            {t(has ? 'profile.pinOther' : 'profile.pinSet')}
          </Button>
          {has && (
            <Button kind="quiet" onClick={() => void set(null)}>
              {t('profile.pinNone')}
            </Button>
          )}
        </p>
      )}
      {done && !choosing && <Notice tone="success" live title={t(`profile.pinDone.${done}`)} />}
    </section>
  )
}

const minutes = [1, 2, 5, 10, 15] as const

const AutoLock = ({ session }: { readonly session: OpenSession }) => {
  const { t } = useTranslation('access')
  const [settings, setSettings] = useState(session.settings)
  return (
    <Select
      label={t('profile.idle')}
      hint={t('profile.idleHint')}
      options={minutes.map((count) => ({ value: String(count), label: t('profile.minutes', { count }) }))}
      value={String(settings.idleMinutes)}
      onChange={(value) => {
        const next = { ...session.settings, idleMinutes: Number(value) }
        setSettings(next)
        void session.choose(next)
      }}
    />
  )
}
