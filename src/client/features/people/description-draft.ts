import { useMemo, useState } from 'react'
import { requirementsOf } from '../../../core/domain/campaign.ts'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import type { Job, Requirement } from '../../../core/domain/job.ts'
import type { Post } from '../../../core/domain/person.ts'
import type { Level } from '../../../core/domain/scale.ts'

/** Where a requirement of a post comes from. */
export type Origin = 'job' | 'adjusted' | 'added'

export type DraftRow = { readonly requirement: Requirement; readonly origin: Origin }

/**
 * A post's requirements while somebody edits them. Nothing is saved field by field here: each save is a new version of a
 * job description, and a version is a decision.
 */
export const useDescriptionDraft = (post: Post, job: Job) => {
  const [adjustments, setAdjustments] = useState(post.adjustments)
  const own = useMemo(() => new Map(job.requirements.map((requirement) => [requirement.competency, requirement])), [job])

  const rows = requirementsOf(job, { adjustments }).map((requirement): DraftRow => {
    const inJob = own.get(requirement.competency)
    const origin: Origin = !inJob ? 'added' : same(inJob, requirement) ? 'job' : 'adjusted'
    return { requirement, origin }
  })
  const without = (competency: CompetencyCode): readonly Requirement[] =>
    adjustments.filter((requirement) => requirement.competency !== competency)
  return {
    rows,
    adjustments,
    isChanged: JSON.stringify(sorted(adjustments)) !== JSON.stringify(sorted(post.adjustments)),
    /** An adjustment that says what the job says is none. */
    change: (requirement: Requirement): void => {
      const inJob = own.get(requirement.competency)
      const others = without(requirement.competency)
      setAdjustments(inJob && same(inJob, requirement) ? others : [...others, requirement])
    },
    drop: (competency: CompetencyCode): void => setAdjustments(without(competency)),
    add: (competency: CompetencyCode, level: Level): void =>
      setAdjustments([...without(competency), { competency, level, weight: 3, essential: false }]),
    discard: (): void => setAdjustments(post.adjustments),
  }
}

const same = (a: Requirement, b: Requirement): boolean =>
  a.level === b.level && a.weight === b.weight && a.essential === b.essential

const sorted = (requirements: readonly Requirement[]): readonly Requirement[] =>
  [...requirements]
    .map(({ competency, level, weight, essential }) => ({ competency, level, weight, essential }))
    .sort((a, b) => (a.competency < b.competency ? -1 : 1))
