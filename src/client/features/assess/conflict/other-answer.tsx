import { useTranslation } from 'react-i18next'
import type { Json } from '../../../../core/protocol/json.ts'
import type { Part } from '../../../app/conflicts.ts'
import type { Grid } from '../../../app/work.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { Ladder } from '../ladder.tsx'
import { ratingIn } from './given.ts'

type Props = {
  readonly grid: Grid
  readonly part: Part
  readonly legend: string
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
}

const nothing = (): void => undefined

/** Neither of the answers given: another level on the same ladder, or other words. Saved only with the settling itself. */
export const OtherAnswer = ({ grid, part, legend, value, onChange }: Props) => {
  const { t } = useTranslation('assess')
  if (part.part !== 'rating')
    return (
      <TextArea
        label={t('conflict.other-words')}
        maxLength={10_000}
        value={typeof value === 'string' ? value : ''}
        onChange={onChange}
      />
    )
  const { framework } = grid.pack
  const requirement = grid.assignment.jobDescription.requirements.find(({ competency }) => competency === part.competency)
  const rating = value === undefined ? null : ratingIn(value)
  if (!requirement) return null
  return (
    <Ladder
      legend={legend}
      scale={framework.scale}
      competency={framework.competencies.find(({ code }) => code === part.competency)}
      required={requirement.level}
      chosen={rating?.kind === 'level' ? rating.level : undefined}
      sureness="typing"
      readOnly={false}
      onChoose={(level) => onChange({ kind: 'level', level })}
      onAgain={nothing}
    />
  )
}
