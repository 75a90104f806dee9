import { byUrgency, type Gap, type GroupedGaps, gapsByGroup } from '../../../core/domain/gap.ts'
import type { CompetencyCode, GroupCode } from '../../../core/domain/id.ts'
import { type OfficerReport, officerReport } from '../../../core/domain/report.ts'
import { type TrainingAction, trainingActions } from '../../../core/domain/training.ts'
import type { Sheet } from '../../app/sheet.ts'
import type { RadarAxis } from './group-radar.tsx'
import type { Names } from './names.ts'

/** Everything that the officer's page and the printed sheet say alike. */
export type OfficerView = {
  readonly report: OfficerReport
  readonly groups: readonly GroupedGaps<GroupCode>[]
  /** Groups with something rated: what a radar can draw. */
  readonly axes: readonly RadarAxis[]
  readonly actions: readonly TrainingAction[]
  /** Shortfalls that no course of the catalogue serves. */
  readonly unserved: readonly CompetencyCode[]
  readonly gapByCompetency: ReadonlyMap<CompetencyCode, Gap>
  readonly signed: boolean
  /** When the assessor signed; undefined while provisional. */
  readonly asOf: string | undefined
}

export const officerViewOf = ({ assignment, assessment, campaign, pack }: Sheet, names: Names): OfficerView => {
  const report = officerReport(assignment, assessment, campaign.settings.readyFrom)
  const shortfalls = byUrgency(report.lines).filter(({ status }) => status === 'shortfall')
  const actions = trainingActions(shortfalls, pack.courses, assignment.snapshot.language)
  const served = new Set(actions.flatMap(({ serves }) => serves))
  const groups = gapsByGroup(report.lines, names.groupOf, names.groups)
  return {
    report,
    groups,
    axes: groups.flatMap(({ group, meanRequired, meanAssessed }): RadarAxis[] =>
      meanRequired === undefined || meanAssessed === undefined
        ? []
        : [{ code: group, name: names.group(group), required: meanRequired, assessed: meanAssessed }],
    ),
    actions,
    unserved: shortfalls.map(({ requirement }) => requirement.competency).filter((code) => !served.has(code)),
    gapByCompetency: new Map(report.lines.map((line) => [line.requirement.competency, line])),
    signed: assessment.state === 'signed',
    asOf: assessment.state === 'signed' ? assessment.signedAt : undefined,
  }
}

/** A radar of two axes is a line: with fewer groups, bars say it better. */
export const leastAxes = 3
