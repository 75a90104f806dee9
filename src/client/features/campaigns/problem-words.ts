import type { TFunction } from 'i18next'
import type { CampaignProblem, Staff } from '../../../core/domain/campaign.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { fullName } from '../../../core/domain/person.ts'
import { textIn } from '../../../core/domain/text.ts'

type Known = {
  readonly t: TFunction<'campaigns'>
  readonly staff: Staff
  readonly pack: Pack | undefined
  readonly language: string
}

/** A problem as a sentence with names where the domain has numbers and codes: nobody knows an officer by an id. */
export const problemWords = (
  problem: CampaignProblem | { readonly problem: 'pack-missing' },
  { t, staff, pack, language }: Known,
): string => {
  const officer =
    'officer' in problem
      ? staff.people.find(({ id, registration }) => id === problem.officer || registration === problem.officer)
      : undefined
  const job = 'job' in problem ? pack?.jobs.find(({ code }) => code === problem.job) : undefined
  const competency =
    'competency' in problem ? pack?.framework.competencies.find(({ code }) => code === problem.competency) : undefined
  return t(`problem.${problem.problem}`, {
    ...problem,
    ...(officer && { officer: `${fullName(officer)} (${officer.registration})` }),
    ...(job && { job: textIn(job.name, language) }),
    ...(competency && { competency: textIn(competency.name, language) }),
  })
}
