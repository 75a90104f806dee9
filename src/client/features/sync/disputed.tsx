import { useTranslation } from 'react-i18next'
import type { Ledger, LedgerAssessment, LedgerDispute } from '../../app/ledger.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { settleAddress } from './record-address.ts'
import styles from './sync.module.css'

/** What was said differently without sight of one another. Everything is kept; a person settles it, each on a screen of its own. */
export const Disputed = ({ ledger: { conflicts, disputes } }: { readonly ledger: Ledger }) => {
  const { t } = useTranslation('sync')
  return (
    <section className={styles['part']} aria-labelledby="disputed">
      <h2 id="disputed">{t('disputed.title')}</h2>
      <Notice
        tone="warning"
        title={
          conflicts.length > 0
            ? t('disputed.told', { count: conflicts.length })
            : t('disputed.others', { count: disputes.length })
        }
      >
        {t('disputed.safe')}
      </Notice>
      <ul className={styles['rows']}>
        {conflicts.map((entry) => (
          <AssessmentRow key={entry.key} entry={entry} />
        ))}
        {disputes.map((dispute) => (
          <OtherRow key={`${dispute.kind} ${dispute.id}`} dispute={dispute} />
        ))}
      </ul>
    </section>
  )
}

const AssessmentRow = ({ entry: { id, officer, assignment, where } }: { readonly entry: LedgerAssessment }) => {
  const { t } = useTranslation('sync')
  const about = where.state === 'conflict' ? where.about : 'answers'
  const address = settleAddress({ kind: 'assessment', id, assignment, about })
  return (
    <li>
      <span className={styles['name']}>{officer ? t('assessmentOf', { officer }) : t('assessment')}</span>
      {where.state === 'conflict' && <span className={styles['about']}>{t(`disputed.${about}`, { count: where.fields })}</span>}
      {address && (
        <LinkButton to={address} icon="conflict">
          {officer ? t('disputed.settleOf', { officer }) : t('disputed.settle')}
        </LinkButton>
      )}
    </li>
  )
}

const OtherRow = ({ dispute }: { readonly dispute: LedgerDispute }) => {
  const { t } = useTranslation('sync')
  const { kind, subject, about, fields } = dispute
  const name = [t(`refused.kind.${kind}`), subject].filter(Boolean).join(' · ')
  return (
    <li>
      <span className={styles['name']}>{name}</span>
      <span className={styles['about']}>{t(`disputed.${about}`, { count: fields })}</span>
      <LinkButton to={settleAddress(dispute) ?? '/sync'} icon="conflict">
        {t('disputed.settleOf', { officer: subject || t(`refused.kind.${kind}`) })}
      </LinkButton>
    </li>
  )
}
