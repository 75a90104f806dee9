import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Grid } from '../../app/work.ts'
import { Disputed } from './disputed.tsx'
import styles from './review-page.module.css'

const SettlementList = lazy(async () => ({ default: (await import('./conflict/settlement-list.tsx')).SettlementList }))

/** What was answered differently stands before everything else: nothing can be signed until it is settled. */
export const ReviewConflicts = ({ grid }: { readonly grid: Grid }) => {
  const { t } = useTranslation('assess')
  if (grid.conflicts.length === 0) return null
  return (
    <section className={styles['section']} aria-labelledby="conflicts">
      <h2 id="conflicts">{t('conflict.heading', { count: grid.conflicts.length })}</h2>
      <Disputed grid={grid} conflicts={grid.conflicts} named />
    </section>
  )
}

export const ReviewSettlements = ({ grid }: { readonly grid: Grid }) =>
  grid.settlements.length > 0 && (
    <Suspense>
      <SettlementList grid={grid} />
    </Suspense>
  )
