import type { AssignmentId, CompetencyCode } from '../../../core/domain/id.ts'
import type { Instant } from '../../../core/domain/time.ts'
import { scratch } from '../../app/scratch.ts'

/** Where an assessment stood when it was left on this device. A convenience: losing it costs one tap. */
export type Place = {
  readonly competency: CompetencyCode
  readonly touched: Instant
  /** When the database last confirmed something of this assessment here. */
  readonly saved: Instant | null
}

const nameOf = (assignment: AssignmentId): string => `palier.place.${assignment}`

export const placeOf = (assignment: AssignmentId): Place | undefined => {
  try {
    const found: unknown = JSON.parse(scratch.getItem(nameOf(assignment)) ?? 'null')
    return isPlace(found) ? found : undefined
  } catch {
    return undefined
  }
}

export const keepPlace = (assignment: AssignmentId, place: Place): void => {
  try {
    scratch.setItem(nameOf(assignment), JSON.stringify(place))
  } catch {
    return
  }
}

const isPlace = (found: unknown): found is Place =>
  typeof found === 'object' && found !== null && 'competency' in found && 'touched' in found && typeof found.touched === 'string'
