import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Grid } from '../../app/work.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Disputed } from './disputed.tsx'
import styles from './review-page.module.css'

const SignatureList = lazy(async () => ({ default: (await import('./conflict/signature-list.tsx')).SignatureList }))
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

export const ReviewSettlements = ({ grid }: { readonly grid: Grid }) => (
  <Suspense>
    {grid.signatures.length > 1 && <SignatureList signatures={grid.signatures} />}
    {grid.settlements.length > 0 && <SettlementList grid={grid} />}
  </Suspense>
)

/** Something stands beside what is signed: told where it is read, and settled on a screen of its own. */
export const ReviewDispute = ({ grid: { dispute, assignment } }: { readonly grid: Grid }) => {
  const { t } = useTranslation('assess')
  if (!dispute) return null
  return (
    <Notice
      tone="warning"
      title={t(`where.${dispute.about}`, { count: dispute.fields })}
      actions={
        <LinkButton to={`/assess/${assignment.id}/settle`} icon="conflict">
          {t('conflict.settle')}
        </LinkButton>
      }
    >
      <p>{t('conflict.signed-safe')}</p>
    </Notice>
  )
}
