/** The fields of an assessment that are named after a competency, and those that say how a conflict was settled. */
export const rated = /^(rating|comment):([A-Za-z0-9._-]{1,100})$/
const settled = /^settled:[A-Za-z0-9._-]{1,100}$/

type WorkPart = 'rating' | 'comment' | undefined

/** Names that are right, seen before: a framework has dozens, and an assessment has all of them. */
const known = new Map<string, WorkPart>()
const mostKnown = 2000

/** Which part of the work a field of an assessment is; undefined where it is none. */
export const workPart = (field: string): WorkPart => {
  const found = known.get(field)
  if (found) return found
  const part = rated.test(field) ? (field.startsWith('rating') ? 'rating' : 'comment') : undefined
  if (part === undefined) return undefined
  if (known.size >= mostKnown) known.clear()
  known.set(field, part)
  return part
}

export const isSettlementField = (field: string): boolean => settled.test(field)
