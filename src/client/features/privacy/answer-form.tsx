import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rating } from '../../../core/domain/assessment.ts'
import { type ContestOutcome, contestOutcomes } from '../../../core/domain/contest.ts'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import { answerContest, type ContestView } from '../../app/contests.ts'
import { useApp } from '../../app/context.tsx'
import type { Grid } from '../../app/work.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useOwnNames } from './own-names.ts'
import styles from './privacy.module.css'
import { useTold } from './use-told.ts'

type Props = { readonly grid: Grid; readonly contest: ContestView; readonly done: () => void }

/** The directorate's answer. *Corrected* is an amendment, signed with it: what was signed before stays in the file. */
export const AnswerForm = ({ grid, contest, done }: Props) => {
  const { t } = useTranslation('privacy')
  const app = useApp()
  const [outcome, setOutcome] = useState<ContestOutcome>('upheld')
  const [reason, setReason] = useState('')
  const [levels, setLevels] = useState<ReadonlyMap<CompetencyCode, Rating>>(new Map())
  const { busy, problem, tell } = useTold(t('contest.answerRecorded'), done)
  return (
    <form
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        void tell(answerContest(app, grid, { contest, outcome, reason, levels }))
      }}
    >
      <RadioGroup
        legend={t('contest.outcome')}
        options={contestOutcomes.map((value) => ({ value, label: t(`contest.outcomes.${value}`) }))}
        value={outcome}
        onChange={setOutcome}
      />
      {outcome === 'corrected' && <Levels grid={grid} levels={levels} choose={setLevels} />}
      <TextArea
        label={t('contest.reason')}
        hint={t('contest.reasonHint')}
        maxLength={10_000}
        value={reason}
        onChange={setReason}
      />
      {problem && <Notice tone="danger" live title={problem} />}
      <div className={styles['actions']}>
        <Button type="submit" kind="primary" icon="signature" busy={busy && t('contest.record-answer')}>
          {t('contest.record-answer')}
        </Button>
        <Button kind="quiet" onClick={done}>
          {t('contest.cancel')}
        </Button>
      </div>
    </form>
  )
}

type LevelsProps = {
  readonly grid: Grid
  readonly levels: ReadonlyMap<CompetencyCode, Rating>
  readonly choose: (levels: ReadonlyMap<CompetencyCode, Rating>) => void
}

const Levels = ({ grid, levels, choose }: LevelsProps) => {
  const { t } = useTranslation('privacy')
  const names = useOwnNames(grid.campaign.id)
  const steps = grid.pack.framework.scale.levels
  const change = (code: CompetencyCode, value: string): void => {
    const next = new Map(levels)
    if (value === '') next.delete(code)
    else next.set(code, { kind: 'level', level: Number(value) as never })
    choose(next)
  }
  const presentOf = (code: CompetencyCode): string => {
    const rating = grid.assessment.ratings.get(code)
    return rating?.kind === 'level' ? names.level(rating.level) : '–'
  }
  return (
    <fieldset className={styles['levelSet']}>
      <legend>{t('contest.levels')}</legend>
      <p className={styles['quiet']}>{t('contest.levelsHint')}</p>
      <div className={styles['levels']}>
        {grid.assignment.jobDescription.requirements.map(({ competency }) => {
          const chosen = levels.get(competency)
          return (
            <Select
              key={competency}
              label={names.competency(competency)}
              options={[
                { value: '', label: `${presentOf(competency)} (${t('contest.unchanged')})` },
                ...steps.map(({ level }) => ({ value: String(level), label: names.level(level) })),
              ]}
              value={chosen?.kind === 'level' ? String(chosen.level) : ''}
              onChange={(value) => change(competency, value)}
            />
          )
        })}
      </div>
    </fieldset>
  )
}
