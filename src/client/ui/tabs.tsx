import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { useFigures } from './number.ts'
import styles from './tabs.module.css'

export type Tab = { readonly to: string; readonly label: string; readonly count?: number | undefined }

type Props = { readonly label: string; readonly tabs: readonly Tab[] }

/** Views of one subject as links: each has its address, so it can be kept, shared and gone back to. */
export const Tabs = ({ label, tabs }: Props) => {
  const [here] = useLocation()
  const { integer } = useFigures()
  const row = useRef<HTMLElement>(null)
  // On a phone the row scrolls: the view that is shown must not be the one out of sight.
  useEffect(() => {
    row.current?.querySelector('[aria-current]')?.scrollIntoView?.({ inline: 'nearest', block: 'nearest' })
  }, [])
  return (
    <nav ref={row} className={styles['tabs']} aria-label={label}>
      <ul className={styles['list']}>
        {tabs.map(({ to, label: words, count }) => (
          <li key={to}>
            <Link to={to} className={styles['tab']} aria-current={here === to.split('?')[0] ? 'page' : undefined}>
              {words}
              {count !== undefined && <span className={styles['count']}>{integer(count)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
