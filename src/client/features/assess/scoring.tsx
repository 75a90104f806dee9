import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { textIn } from '../../../core/domain/text.ts'
import type { Stood } from '../../app/stood.ts'
import type { Grid } from '../../app/work.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { CompetencyPanel } from './competency-panel.tsx'
import { GridView } from './grid-view.tsx'
import { HelpSheet } from './help-sheet.tsx'
import { usePreferences } from './preferences.ts'
import { ProgressStrip } from './progress-strip.tsx'
import { Rail } from './rail.tsx'
import styles from './scoring.module.css'
import { ScoringHeader } from './scoring-header.tsx'
import { SignedBanner } from './signed-banner.tsx'
import { shownRating } from './use-desk.ts'
import { openComment, useKeys, useMoves } from './use-moves.ts'
import { useScoring, type Scoring as Work } from './use-scoring.ts'
import { useWide } from './use-wide.ts'

/** The scoring screen: one competency at a time, or the whole grid. */
export const Scoring = ({ grid, stood }: { readonly grid: Grid; readonly stood: Stood | null }) => {
  const { t, i18n } = useTranslation('assess')
  const work = useScoring(grid, stood)
  const { view, shortcuts } = usePreferences()
  const wide = useWide()
  const [sheet, setSheet] = useState<'list' | 'help' | undefined>()
  const comment = useRef<HTMLTextAreaElement>(null)
  const moves = useMoves(work)
  useKeys({
    work,
    grid,
    moves,
    comment: () => openComment(work, comment),
    help: () => setSheet('help'),
    single: shortcuts,
  })
  const { line, lines, sections, state, desk, group } = work
  const review = `/assess/${grid.assignment.id}/review`
  const close = (): void => setSheet(undefined)

  return (
    <main id="main" tabIndex={-1} className={styles['scoring']}>
      <ScoringHeader
        grid={grid}
        state={state}
        answered={work.answered}
        total={lines.length}
        onHelp={() => setSheet('help')}
        onFailed={() => goToFailed(work)}
      />
      {grid.assessment.state === 'signed' && <SignedBanner grid={grid} />}
      {view === 'grid' ? (
        <GridView grid={grid} work={work} />
      ) : (
        <div className={styles['body']}>
          {wide && (
            <div className={styles['side']}>
              <Rail sections={sections} markOf={work.markOf} current={line?.code} onGo={work.go} />
            </div>
          )}
          <div className={styles['main']}>
            {!wide && line && (
              <ProgressStrip
                sections={sections}
                markOf={work.markOf}
                current={line.code}
                place={work.place + 1}
                total={lines.length}
                onOpen={() => setSheet('list')}
              />
            )}
            {line && (
              <div data-here={line.code}>
                <CompetencyPanel
                  key={line.code}
                  grid={grid}
                  desk={desk}
                  state={state}
                  line={line}
                  group={group && textIn(group.name, i18n.language)}
                  commentOpen={work.commentOpen}
                  onOpenComment={() => openComment(work, comment)}
                  commentField={comment}
                  onSay={work.say}
                />
              </div>
            )}
          </div>
        </div>
      )}
      <Foot grid={grid} work={work} moves={moves} review={review} paged={view === 'ladder'} />
      <Sheet
        open={sheet === 'list'}
        onClose={close}
        title={t('rail.label')}
        actions={
          <LinkButton to={review} icon="signature">
            {t(grid.assessment.state === 'signed' ? 'bar.read' : 'bar.review')}
          </LinkButton>
        }
      >
        <Rail
          sections={sections}
          markOf={work.markOf}
          current={line?.code}
          onGo={(code) => {
            close()
            work.go(code)
          }}
        />
      </Sheet>
      <HelpSheet open={sheet === 'help'} onClose={close} />
    </main>
  )
}

type FootProps = {
  readonly grid: Grid
  readonly work: Work
  readonly moves: ReturnType<typeof useMoves>
  readonly review: string
  readonly paged: boolean
}

const Foot = ({ grid, work, moves, review, paged }: FootProps) => {
  const { assessment } = grid
  const { line, lines, state } = work
  const draft = assessment.state === 'draft'
  return (
    <BottomBar
      paged={paged}
      onPrevious={moves.previous}
      onNext={moves.next}
      answered={line !== undefined && shownRating(state, assessment, line.code).value !== null}
      complete={work.answered === lines.length}
      onUndo={draft && state.past.length > 0 ? work.undo : undefined}
      onRedo={draft && state.future.length > 0 ? work.redo : undefined}
      review={review}
      signed={!draft}
    />
  )
}

/** Shows the first competency of which something is not saved. */
const goToFailed = ({ state, go }: Work): void => {
  const failed = Object.values(state.attempts).find((attempt) => attempt.state === 'failed')
  if (failed && failed.change.field !== 'summary') go(failed.change.competency)
}
