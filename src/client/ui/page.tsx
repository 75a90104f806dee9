import { type ReactNode, useEffect, useRef } from 'react'
import { classes } from './classes.ts'
import styles from './page.module.css'
import { nameWindow } from './window-title.ts'

type Props = {
  readonly title: string
  /** Where one is: the site, the campaign. One short line above the title. */
  readonly eyebrow?: ReactNode
  /** One sentence under the title. */
  readonly lede?: ReactNode
  readonly actions?: ReactNode
  /** `reading` keeps a line short, `page` suits most, `full` is for grids and heatmaps. */
  readonly width?: 'reading' | 'page' | 'full'
  readonly children: ReactNode
}

/** The main landmark of a screen. It names the tab, and a reader who follows a link lands on its title. */
export const Page = ({ title, eyebrow, lede, actions, width = 'page', children }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    nameWindow(title)
  }, [title])

  useEffect(() => {
    if (arrivedAt !== undefined && arrivedAt !== location.pathname) heading.current?.focus({ preventScroll: true })
    arrivedAt = location.pathname
  }, [])

  return (
    <main id="main" tabIndex={-1} className={classes(styles['page'], styles[width])}>
      <header className={styles['head']}>
        <div className={styles['titles']}>
          {eyebrow && <p className={styles['eyebrow']}>{eyebrow}</p>}
          <h1 ref={heading} tabIndex={-1} className={styles['title']}>
            {title}
          </h1>
          {lede && <p className={styles['lede']}>{lede}</p>}
        </div>
        {actions && <div className={styles['actions']}>{actions}</div>}
      </header>
      {children}
    </main>
  )
}

/** The last address a page was shown at: focus moves on a change of address, never on the first load or a redraw. */
let arrivedAt: string | undefined
