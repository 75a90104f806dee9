import type { Acknowledgement } from '../../../core/domain/assessment.ts'
import type { AssignmentId } from '../../../core/domain/id.ts'
import { scratch } from '../../app/scratch.ts'

/** The officer's answer while it is being written: it becomes an act only once it is recorded, but is not lost before. */
export type OpenAnswer = {
  readonly outcome: Acknowledgement['outcome'] | undefined
  readonly motive: string
  readonly observations: string
}

export const emptyAnswer: OpenAnswer = { outcome: undefined, motive: '', observations: '' }

const nameOf = (assignment: AssignmentId): string => `palier.answer.${assignment}`

export const keptAnswer = (assignment: AssignmentId): OpenAnswer => {
  try {
    const found = JSON.parse(scratch.getItem(nameOf(assignment)) ?? '{}') as Partial<OpenAnswer>
    return {
      outcome: found.outcome === 'attested' || found.outcome === 'refused' ? found.outcome : undefined,
      motive: String(found.motive ?? ''),
      observations: String(found.observations ?? ''),
    }
  } catch {
    return emptyAnswer
  }
}

export const keepAnswer = (assignment: AssignmentId, answer: OpenAnswer): void => {
  try {
    scratch.setItem(nameOf(assignment), JSON.stringify(answer))
  } catch {
    return
  }
}

export const forgetAnswer = (assignment: AssignmentId): void => {
  try {
    scratch.removeItem(nameOf(assignment))
  } catch {
    return
  }
}
