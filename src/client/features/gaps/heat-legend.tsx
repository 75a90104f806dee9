import { useTranslation } from 'react-i18next'
import { classes } from '../../ui/classes.ts'
import { GapShape, type GapSignStatus } from '../../ui/gap-sign.tsx'
import styles from './heat-table.module.css'
import type { HeatTone } from './heat-tone.ts'

const marks: readonly (readonly [HeatTone, GapSignStatus])[] = [
  ['short-3', 'shortfall'],
  ['short-2', 'shortfall'],
  ['short-1', 'shortfall'],
  ['meets', 'meets'],
  ['over', 'surplus'],
]

/** What shapes and grounds mean, with the bounds of each step. */
export const HeatLegend = ({ show }: { readonly show: 'coverage' | 'gap' }) => {
  const { t } = useTranslation('gaps')
  return (
    <ul className={styles['legend']}>
      {marks.map(([tone, sign]) => (
        <li key={tone}>
          <span className={classes(styles['swatch'], styles[tone])}>
            <GapShape status={sign} size={12} />
          </span>
          {t(`heat.legend.${show}.${tone}`)}
        </li>
      ))}
      <li>{t('heat.legend.none')}</li>
    </ul>
  )
}
