/** The fields of an assessment that are named after a competency, and those that say how a conflict was settled. */
export const rated = /^(rating|comment):([A-Za-z0-9._-]{1,100})$/
const settled = /^settled:[A-Za-z0-9._-]{1,100}$/

/** Which part of the work a field of an assessment is; undefined where it is none. */
export const workPart = (field: string): 'rating' | 'comment' | undefined =>
  rated.test(field) ? (field.startsWith('rating') ? 'rating' : 'comment') : undefined

export const isSettlementField = (field: string): boolean => settled.test(field)
