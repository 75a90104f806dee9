import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { Announcer } from '../ui/announce.tsx'
import { classes } from '../ui/classes.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Sheet } from '../ui/sheet.tsx'
import styles from './app-frame.module.css'
import { Mark } from './mark.tsx'
import { UpdateNotice } from './update-notice.tsx'

export type NavEntry = {
  readonly to: string
  readonly label: string
  readonly icon: IconName
  /** Addresses under `to` belong to it, unless it is the home. */
  readonly exact?: boolean
  /** Further pages of the same subject. */
  readonly also?: readonly string[]
}

type Props = {
  readonly nav: readonly NavEntry[]
  /** The one quiet place that tells the truth about the work. In view on every screen. */
  readonly safety?: ReactNode
  /** What must be told on every screen, above the page. */
  readonly notice?: ReactNode
  /** Language, theme and the rest; see `settings-menu.tsx`. */
  readonly menu?: ReactNode
  /** The conversation comes first: no ways to elsewhere, only the mark (home), the safety line and the menu. */
  readonly immersive?: boolean | undefined
  readonly children: ReactNode
}

/** Bars around a page: at the top on a wide screen, under the thumb below 900 px. The page brings its own `main`. */
export const AppFrame = ({ nav, safety, notice, menu, immersive = false, children }: Props) => {
  const { t } = useTranslation('shell')
  const bare = immersive || nav.length === 0
  return (
    <div className={classes(styles['frame'], bare && styles['immersive'])}>
      <a className={styles['skip']} href="#main">
        {t('skip')}
      </a>
      <header className={styles['top']}>
        <Link to="/" className={styles['mark']} aria-label={t('home')}>
          <Mark />
          <span className={styles['name']}>Palier</span>
        </Link>
        {!bare && (
          <nav className={styles['across']} aria-label={t('nav')}>
            <NavLinks nav={nav} />
          </nav>
        )}
        <div className={styles['safety']}>{safety}</div>
        <div className={styles['menu']}>{menu}</div>
      </header>
      <div className={styles['notices']}>
        <UpdateNotice />
        {notice}
      </div>
      {children}
      {!bare && <BottomNav nav={nav} />}
      <Announcer />
    </div>
  )
}

const NavLinks = ({ nav, onGo }: { readonly nav: readonly NavEntry[]; readonly onGo?: () => void }) => {
  const [here] = useLocation()
  return nav.map((entry) => (
    <Link
      key={entry.to}
      to={entry.to}
      className={styles['link']}
      aria-current={isHere(entry, here) ? 'page' : undefined}
      onClick={onGo}
    >
      <Icon name={entry.icon} size={22} />
      <span>{entry.label}</span>
    </Link>
  ))
}

const isHere = ({ to, exact, also }: NavEntry, here: string): boolean =>
  here === to || also?.includes(here) || (!exact && to !== '/' && here.startsWith(`${to}/`))

const thumbs = 5

/** At most five places fit under a thumb; the others open from the fifth. */
const BottomNav = ({ nav }: { readonly nav: readonly NavEntry[] }) => {
  const { t } = useTranslation('shell')
  const [open, setOpen] = useState(false)
  const kept = nav.length > thumbs ? nav.slice(0, thumbs - 1) : nav
  const rest = nav.slice(kept.length)
  return (
    <nav className={styles['bottom']} aria-label={t('nav')}>
      <NavLinks nav={kept} />
      {rest.length > 0 && (
        <>
          <button type="button" className={styles['link']} aria-haspopup="dialog" onClick={() => setOpen(true)}>
            <Icon name="more" size={22} />
            <span>{t('more')}</span>
          </button>
          <Sheet open={open} onClose={() => setOpen(false)} title={t('more')}>
            <div className={styles['rest']}>
              <NavLinks nav={rest} onGo={() => setOpen(false)} />
            </div>
          </Sheet>
        </>
      )}
    </nav>
  )
}
