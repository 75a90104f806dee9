import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { AssignmentId } from '../../../core/domain/id.ts'
import { useLive } from '../../app/context.tsx'
import { type Stood, stoodAt } from '../../app/stood.ts'
import { gridOf } from '../../app/work.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Scoring } from './scoring.tsx'

/** One officer's assessment grid, at `/assess/:assignment`. */
export const ScoringPage = () => {
  const { assignment = '' } = useParams<{ assignment: string }>()
  const grid = useLive((app) => gridOf(app, assignment as AssignmentId), [assignment])
  const stood = useLive(async (app) => ({ assignment, at: await stoodAt(app, assignment as AssignmentId) }), [assignment])
  // Where it stood matters once, when it opens: a step further is no reason to draw the screen again.
  const first = useRef<{ readonly assignment: string; readonly at: Stood | null }>(undefined)
  if (stood?.assignment === assignment && first.current?.assignment !== assignment) first.current = stood
  if (grid === null) return <NoGrid />
  if (grid?.assignment.id !== assignment || first.current?.assignment !== assignment) return <Opening />
  return <Still key={assignment} grid={grid} stood={first.current.at} />
}

const Still = memo(Scoring)

export const Opening = () => (
  <main id="main" tabIndex={-1}>
    <Skeleton shape="page" count={5} />
  </main>
)

/** The link points to work that this tablet does not have, or not the whole of it yet. */
export const NoGrid = () => {
  const { t } = useTranslation('assess')
  return (
    <Page title={t('missing.title')} width="reading">
      <EmptyState
        icon="cloud-off"
        title={t('missing.what')}
        actions={
          <>
            <LinkButton to="/sync" kind="primary" icon="sync">
              {t('missing.sync')}
            </LinkButton>
            <LinkButton to="/assess">{t('missing.board')}</LinkButton>
          </>
        }
      >
        <p>{t('missing.todo')}</p>
      </EmptyState>
    </Page>
  )
}
