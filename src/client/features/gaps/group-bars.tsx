import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useReportFigures } from './figures.ts'
import styles from './group-bars.module.css'
import type { RadarAxis } from './group-radar.tsx'

type Props = { readonly axes: readonly RadarAxis[]; readonly highest: number }

/** Held against required where there are too few groups for a radar: a filled bar, and a mark where the requirement lies. */
export const GroupBars = ({ axes, highest }: Props) => {
  const { t } = useTranslation('gaps')
  const { decimal } = useReportFigures()
  const share = (level: number): string => `${(level / highest) * 100}%`
  return (
    <ul className={styles['bars']}>
      {axes.map(({ code, name, required, assessed }) => (
        <li key={code}>
          <p>{t('radar.axis', { name, required: decimal(required), assessed: decimal(assessed) })}</p>
          <div
            className={styles['track']}
            style={{ '--held': share(assessed), '--required': share(required) } as CSSProperties}
          />
        </li>
      ))}
    </ul>
  )
}
