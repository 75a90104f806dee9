import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { AssignmentId } from '../../../core/domain/id.ts'
import { fullName } from '../../../core/domain/person.ts'
import { contestsOf } from '../../app/contests.ts'
import { useLive } from '../../app/context.tsx'
import { type Grid, gridOf } from '../../app/work.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { AnswerForm } from './answer-form.tsx'
import { ContestForm } from './contest-form.tsx'
import { ContestLines } from './contest-lines.tsx'
import styles from './privacy.module.css'
import { useMayAnswer } from './use-steward.ts'

/** What an officer says against a signed assessment, and what is answered. Both are appended; nothing signed changes. */
export const ContestsPage = () => {
  const { t } = useTranslation('privacy')
  const { assignment } = useParams<{ readonly assignment: string }>()
  const grid = useLive((app) => gridOf(app, assignment as AssignmentId), [assignment])
  if (grid) return <Contests grid={grid} />
  return (
    <Page title={t('contest.title')}>
      {grid === undefined ? <Skeleton shape="page" /> : <EmptyState icon="cloud" title={t('file.none')} />}
    </Page>
  )
}

const Contests = ({ grid }: { readonly grid: Grid }) => {
  const { t } = useTranslation('privacy')
  const contests = useLive((app) => contestsOf(app, grid), [grid.assessment.id])
  const [writing, setWriting] = useState(false)
  const [answering, setAnswering] = useState<string>()
  const mayAnswer = useMayAnswer()
  const name = fullName(grid.assignment.snapshot)
  const isSigned = grid.assessment.state === 'signed'
  return (
    <Page
      title={t('contest.title')}
      eyebrow={`${name} · ${grid.campaign.name}`}
      lede={t(isSigned ? 'contest.lead' : 'contest.problem.nothing-signed')}
      width="reading"
      actions={
        <LinkButton to={`/sheet/${grid.assignment.id}`} icon="print">
          {t('contest.seeSheet', { name })}
        </LinkButton>
      }
    >
      <div className={styles['part']}>
        {contests?.length === 0 && <p>{t('file.noContests')}</p>}
        <ContestLines
          contests={contests ?? []}
          under={(contest) =>
            answering === contest.id ? (
              <AnswerForm grid={grid} contest={contest} done={() => setAnswering(undefined)} />
            ) : (
              mayAnswer && (
                <Button icon="pen" onClick={() => setAnswering(contest.id)}>
                  {t('contest.answer')}
                </Button>
              )
            )
          }
        />
        {isSigned && writing && <ContestForm grid={grid} done={() => setWriting(false)} />}
        {isSigned && !writing && !mayAnswer && (
          <div>
            <Button kind="primary" icon="comment" onClick={() => setWriting(true)}>
              {t('contest.open')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  )
}
