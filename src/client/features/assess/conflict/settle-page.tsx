import { useTranslation } from 'react-i18next'
import { Redirect, useParams } from 'wouter'
import type { AssignmentId } from '../../../../core/domain/id.ts'
import { fullName } from '../../../../core/domain/person.ts'
import { useLive } from '../../../app/context.tsx'
import { type SignedDispute, signedDisputeOf } from '../../../app/signed-dispute.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Page } from '../../../ui/page.tsx'
import { NoGrid, Opening } from '../scoring-page.tsx'
import styles from './conflict-panel.module.css'
import { SettlementList } from './settlement-list.tsx'
import { SignatureList } from './signature-list.tsx'
import { SignedForm } from './signed-form.tsx'

/** What stands beside a signed assessment, at `/assess/:assignment/settle`: late work, or signatures that did not know one another. */
export const SettlePage = () => {
  const { assignment = '' } = useParams<{ assignment: string }>()
  const dispute = useLive((app) => signedDisputeOf(app, assignment as AssignmentId), [assignment])
  if (dispute === null) return <NoGrid />
  if (dispute?.grid.assignment.id !== assignment) return <Opening />
  // Before anybody signed, answers are settled where they were given.
  if (dispute.standing.length === 0) return <Redirect to={`/assess/${assignment}/review`} replace />
  return <Settling key={assignment} dispute={dispute} />
}

const Settling = ({ dispute }: { readonly dispute: SignedDispute }) => {
  const { t } = useTranslation('settle')
  const { grid } = dispute
  const { assignment, campaign, settlements, signatures } = grid
  const open = grid.dispute
  return (
    <Page
      title={fullName(assignment.snapshot)}
      eyebrow={campaign.name}
      lede={open && t(`signed.lede.${open.about}`)}
      actions={
        <LinkButton to={`/assess/${assignment.id}/review`} icon="eye">
          {t('signed.read')}
        </LinkButton>
      }
    >
      <div className={styles['settling']}>
        {open ? <SignedForm dispute={dispute} /> : <AllSettled dispute={dispute} />}
        {signatures.length > (open ? dispute.standing.length : 1) && <SignatureList signatures={signatures} />}
        {settlements.length > 0 && <SettlementList grid={grid} />}
      </div>
    </Page>
  )
}

const AllSettled = ({ dispute: { grid } }: { readonly dispute: SignedDispute }) => {
  const { t } = useTranslation('settle')
  return (
    <EmptyState
      icon="check"
      title={t('signed.none')}
      actions={
        <>
          <LinkButton to={`/assess/${grid.assignment.id}/review`} kind="primary" icon="eye">
            {t('signed.read')}
          </LinkButton>
          <LinkButton to="/sync" icon="sync">
            {t('toSync')}
          </LinkButton>
        </>
      }
    >
      <p>{t('signed.noneText')}</p>
    </EmptyState>
  )
}
