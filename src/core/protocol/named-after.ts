import type { Operation } from './operation.ts'

/*
 * An assessment is named after its assignment and the role in which it is made, and what officers say to it after the assessment. So
 * the name alone tells what it belongs to, whatever anybody says in it. A name of another shape tells nothing.
 */

const ofAssignment = /^(.+)\.(self|supervisor|expert|panel)$/
const ofAssessment = /^(.+\.(?:self|supervisor|expert|panel))\./

/** The assignment after which an assessment is named. */
export const assignmentIn = (assessment: unknown): string | null => ofAssignment.exec(String(assessment ?? ''))?.[1] ?? null

/** The assessment after which an acknowledgement, a contest or an answer is named. */
export const assessmentIn = (acknowledgement: string): string | null => ofAssessment.exec(acknowledgement)?.[1] ?? null

/** The field in which an operation says something else than the name of what it is about. */
export const fieldAgainstName = ({ entity, set }: Pick<Operation, 'entity' | 'set'>): string | undefined => {
  const named: { readonly [field: string]: string | null | undefined } =
    entity.kind === 'assessment'
      ? { assignment: assignmentIn(entity.id), role: ofAssignment.exec(entity.id)?.[2] }
      : entity.kind === 'acknowledgement'
        ? { assessment: assessmentIn(entity.id) }
        : {}
  return Object.keys(named).find((field) => named[field] && Object.hasOwn(set, field) && set[field] !== named[field])
}
