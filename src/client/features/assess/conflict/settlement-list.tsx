import { useTranslation } from 'react-i18next'
import type { Grid } from '../../../app/work.ts'
import { useFigures } from '../../../ui/number.ts'
import styles from './conflict-panel.module.css'
import { usePartName } from './part-name.ts'

/** What was answered differently and settled, by whom and why. It is signed with the rest. */
export const SettlementList = ({ grid }: { readonly grid: Grid }) => {
  const { t } = useTranslation('assess')
  const { dateTime } = useFigures()
  const nameOf = usePartName(grid)
  return (
    <section className={styles['settled']} aria-labelledby="settled">
      <h2 id="settled">{t('conflict.settlements')}</h2>
      <ul className={styles['list']}>
        {grid.settlements.map((settlement) => (
          <li key={`${settlement.at} ${settlement.field}`}>
            <strong>{nameOf(settlement.part)}</strong>
            <p className={styles['words']}>{settlement.reason}</p>
            <p className={styles['note']}>
              {t('conflict.settled-by', { name: settlement.name ?? t('conflict.somebody'), date: dateTime(settlement.at) })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
