import { useTranslation } from 'react-i18next'
import type { LedgerAssessment } from '../../app/ledger.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './sync.module.css'

/** Assessments in which people answered differently without sight of one another. Everything is kept; a person settles it. */
export const Disputed = ({ disputed }: { readonly disputed: readonly LedgerAssessment[] }) => {
  const { t } = useTranslation('sync')
  return (
    <section className={styles['part']} aria-labelledby="disputed">
      <h2 id="disputed">{t('disputed.title')}</h2>
      <Notice tone="warning" title={t('disputed.told', { count: disputed.length })}>
        {t('disputed.safe')}
      </Notice>
      <ul className={styles['rows']}>
        {disputed.map(({ key, officer, assignment, where }) => (
          <li key={key}>
            <span className={styles['name']}>{officer ? t('assessmentOf', { officer }) : t('assessment')}</span>
            {where.state === 'conflict' && (
              <span className={styles['about']}>{t('disputed.fields', { count: where.fields })}</span>
            )}
            {assignment && (
              <LinkButton to={`/assess/${assignment}/review`} icon="conflict">
                {officer ? t('disputed.settleOf', { officer }) : t('disputed.settle')}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
