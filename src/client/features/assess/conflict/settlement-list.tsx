import { useTranslation } from 'react-i18next'
import type { WorkSettlement } from '../../../app/conflicts.ts'
import type { Grid } from '../../../app/work.ts'
import { useFigures } from '../../../ui/number.ts'
import styles from './conflict-panel.module.css'
import { usePartName } from './part-name.ts'

/** What was answered differently and settled, by whom and why. What was settled at one time for one reason is told once. */
export const SettlementList = ({ grid }: { readonly grid: Grid }) => {
  const { t } = useTranslation('assess')
  const { dateTime, list } = useFigures()
  const nameOf = usePartName(grid)
  return (
    <section className={styles['settled']} aria-labelledby="settled">
      <h2 id="settled">{t('conflict.settlements')}</h2>
      <ul className={styles['list']}>
        {together(grid.settlements).map(([first, ...others]) => (
          <li key={`${first.at} ${first.field}`}>
            <strong>{list([first, ...others].map(({ part }) => (part ? nameOf(part) : t('signatures.title'))))}</strong>
            <p className={styles['words']}>{first.reason}</p>
            <p className={styles['note']}>
              {t('conflict.settled-by', { name: first.name ?? t('conflict.somebody'), date: dateTime(first.at) })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

type AtOnce = readonly [WorkSettlement, ...WorkSettlement[]]

const together = (settlements: readonly WorkSettlement[]): readonly AtOnce[] => {
  const groups = new Map<string, [WorkSettlement, ...WorkSettlement[]]>()
  for (const one of settlements) {
    const key = JSON.stringify([one.at, one.by, one.reason])
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
}
