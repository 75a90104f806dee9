import type { Competency, CompetencyGroup } from '../../../core/domain/framework.ts'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import type { Requirement } from '../../../core/domain/job.ts'
import type { Grid } from '../../app/work.ts'

/** One requirement of the job description with its entry of the dictionary. */
export type Line = {
  readonly code: CompetencyCode
  readonly requirement: Requirement
  /** Undefined when the campaign's pack does not describe it: it is still shown and can be rated. */
  readonly competency: Competency | undefined
}

export type Section = {
  readonly group: CompetencyGroup | undefined
  readonly lines: readonly Line[]
}

/** The grid in the order of the framework's groups; within a group, in the order of the job description. */
export const sectionsOf = ({ pack, assignment }: Pick<Grid, 'pack' | 'assignment'>): readonly Section[] => {
  const { groups, competencies } = pack.framework
  const byCode = new Map(competencies.map((competency) => [competency.code, competency]))
  const lines = assignment.jobDescription.requirements.map(
    (requirement): Line => ({
      code: requirement.competency,
      requirement,
      competency: byCode.get(requirement.competency),
    }),
  )
  const known = new Set(groups.map((group) => group.code))
  const sections = groups.map(
    (group): Section => ({ group, lines: lines.filter((line) => line.competency?.group === group.code) }),
  )
  const others = lines.filter(({ competency }) => !competency || !known.has(competency.group))
  return [...sections, { group: undefined, lines: others }].filter((section) => section.lines.length > 0)
}

export const linesOf = (sections: readonly Section[]): readonly Line[] => sections.flatMap((section) => section.lines)
