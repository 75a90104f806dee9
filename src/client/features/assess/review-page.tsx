import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { AssignmentId } from '../../../core/domain/id.ts'
import { fullName } from '../../../core/domain/person.ts'
import { useLive } from '../../app/context.tsx'
import { ownPeople } from '../../app/own.ts'
import { type Grid, gridOf } from '../../app/work.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { OfficerPart } from './officer-part.tsx'
import { ReviewComments } from './review-comments.tsx'
import { ReviewConflicts, ReviewDispute, ReviewSettlements } from './review-conflicts.tsx'
import styles from './review-page.module.css'
import { ReviewPoints } from './review-points.tsx'
import { ReviewSummary } from './review-summary.tsx'
import { ReviewTable } from './review-table.tsx'
import { NoGrid, Opening } from './scoring-page.tsx'
import { SignPart } from './sign-part.tsx'
import { SignedBanner } from './signed-banner.tsx'
import { useDesk } from './use-desk.ts'

/** Reading the whole before it is signed, signing, and the officer's own part, at `/assess/:assignment/review`. */
export const ReviewPage = () => {
  const { assignment = '' } = useParams<{ assignment: string }>()
  const grid = useLive((app) => gridOf(app, assignment as AssignmentId), [assignment])
  if (grid === null) return <NoGrid />
  if (grid?.assignment.id !== assignment) return <Opening />
  return <Review key={assignment} grid={grid} />
}

const Review = ({ grid }: { readonly grid: Grid }) => {
  const { t } = useTranslation('assess')
  const [desk, state] = useDesk(grid)
  const people = useLive(ownPeople) ?? []
  const { assignment, assessment, campaign } = grid
  const { snapshot, jobDescription } = assignment
  const signed = assessment.state === 'signed'
  return (
    <Page
      title={fullName(snapshot)}
      eyebrow={campaign.name}
      lede={`${snapshot.postTitle} · ${snapshot.unitName} · ${t('header.description', { version: jobDescription.version })}`}
      actions={
        <>
          <LinkButton to={`/assess/${assignment.id}`} icon={signed ? 'eye' : 'pen'}>
            {t(signed ? 'review.read-grid' : 'review.back')}
          </LinkButton>
          <LinkButton to={`/assess?campaign=${campaign.id}`} icon="list">
            {t('header.board')}
          </LinkButton>
        </>
      }
    >
      <div className={styles['review']}>
        {signed ? (
          <>
            <SignedBanner grid={grid} here />
            <ReviewDispute grid={grid} />
            <OfficerPart grid={grid} />
            <ReviewPoints grid={grid} />
          </>
        ) : (
          <>
            <ReviewConflicts grid={grid} />
            <ReviewPoints grid={grid} />
            <ReviewComments grid={grid} desk={desk} state={state} />
          </>
        )}
        <ReviewSummary grid={grid} desk={desk} state={state} />
        <ReviewTable grid={grid} />
        <ReviewSettlements grid={grid} />
        {!signed && <SignPart grid={grid} desk={desk} state={state} people={people} />}
      </div>
    </Page>
  )
}
