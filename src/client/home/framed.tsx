import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../core/domain/person.ts'
import { useContact } from '../app/contact.ts'
import { useSession } from '../app/session.ts'
import { useDamaged } from '../app/use-damaged.ts'
import { SafetyLine } from '../features/assess/safety-line.tsx'
import { currentLanguage, isLanguage, languageNames, languages, switchLanguage } from '../i18n.ts'
import { AppFrame, type NavEntry } from '../shell/app-frame.tsx'
import { SettingsMenu } from '../shell/settings-menu.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { screen } from './lazy-screen.ts'

const NoticeAlone = screen(() => import('../features/privacy/notice-alone.tsx'), 'NoticeAlone')
const DamagedNotice = screen(() => import('../features/sync/damaged-notice.tsx'), 'DamagedNotice')
const PinOffer = screen(() => import('../features/access/pin-offer.tsx'), 'PinOffer')
const SessionEnded = screen(() => import('../features/access/session-ended.tsx'), 'SessionEnded')

type FramedProps = {
  readonly nav: readonly NavEntry[]
  readonly page: ReactNode
  readonly immersive?: boolean
  readonly person?: Person | undefined
}

/** A page in its bars, with what every screen has: what must be told, the lock, the menu. */
export const Framed = ({ nav, page, immersive = false, person }: FramedProps) => {
  const session = useSession((held) => held.session)
  const ended = useContact(({ problem }) => problem?.problem === 'signed-out')
  const damaged = useDamaged(({ items }) => items.some(({ read }) => !read))
  return (
    <AppFrame
      nav={nav}
      immersive={immersive}
      safety={nav.length > 0 ? <SafetyLine /> : null}
      notice={
        session && (
          <Suspense>
            {ended && <SessionEnded />}
            {damaged && <DamagedNotice />}
            {session.settings.wantsPin && !session.card.pin && !immersive && <PinOffer />}
          </Suspense>
        )
      }
      menu={
        <>
          {session && <LockNow lock={session.lock} />}
          <Menu person={person} signedIn={session !== null} />
        </>
      }
    >
      <Suspense fallback={<Skeleton />}>{page}</Suspense>
    </AppFrame>
  )
}

/** One tap, on every screen: somebody comes near, or the tablet is handed over. */
const LockNow = ({ lock }: { readonly lock: () => void }) => {
  const { t } = useTranslation('shell')
  return <IconButton icon="lock" label={t('lock')} onClick={lock} />
}

const Menu = ({ person, signedIn }: { readonly person: Person | undefined; readonly signedIn: boolean }) => {
  const { t } = useTranslation('shell')
  const options = languages.map((value) => ({ value, label: languageNames[value] }))
  return (
    <SettingsMenu
      languages={options}
      language={currentLanguage()}
      switchLanguage={(language) => isLanguage(language) && void switchLanguage(language)}
    >
      {(close) =>
        !(person || signedIn) ? (
          <NoticeHere />
        ) : (
          <>
            {person && <p>{t('holder', { name: `${person.givenName} ${person.familyName}` })}</p>}
            <LinkButton to={signedIn ? '/profile' : '/who'} icon="person" wide onClick={close}>
              {t(signedIn ? 'places.profile' : 'places.who')}
            </LinkButton>
            <LinkButton to="/device" icon="tablet" wide onClick={close}>
              {t('places.device')}
            </LinkButton>
            <LinkButton to="/my-file" icon="history" wide onClick={close}>
              {t('places.my-file')}
            </LinkButton>
            <LinkButton to="/privacy" icon="eye" wide onClick={close}>
              {t('places.privacy')}
            </LinkButton>
          </>
        )
      }
    </SettingsMenu>
  )
}

/** Before anybody has signed in there is no page to lead to: the notice opens in its place. */
const NoticeHere = () => {
  const { t } = useTranslation('shell')
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button icon="eye" wide onClick={() => setOpen(true)}>
        {t('places.privacy')}
      </Button>
    )
  return (
    <Suspense fallback={<Skeleton />}>
      <NoticeAlone />
    </Suspense>
  )
}
