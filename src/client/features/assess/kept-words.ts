import type { AssignmentId } from '../../../core/domain/id.ts'
import { type Change, keyOfChange } from './change.ts'

/*
 * Words that are typed but not yet in the database: a page that is thrown away between two keystrokes and the next save
 * finds them here. The browser writes these at once; the database needs a few milliseconds that a dying page may not have.
 */

type Written = Extract<Change, { readonly words: string }>
type Words = { readonly [key: string]: Written }

const placeOf = (assignment: AssignmentId): string => `palier.words.${assignment}`

export const keptWords = (assignment: AssignmentId): readonly Written[] => Object.values(read(assignment))

export const keepWords = (assignment: AssignmentId, change: Written): void =>
  write(assignment, { ...read(assignment), [keyOfChange(change)]: change })

export const forgetWords = (assignment: AssignmentId, key: string): void => {
  const { [key]: _gone, ...others } = read(assignment)
  write(assignment, others)
}

const read = (assignment: AssignmentId): Words => {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(placeOf(assignment)) ?? '{}')
    return typeof found === 'object' && found !== null ? (found as Words) : {}
  } catch {
    return {}
  }
}

/** Where the browser refuses, the database alone keeps the words: as it would anyway, some milliseconds later. */
const write = (assignment: AssignmentId, words: Words): void => {
  try {
    if (Object.keys(words).length === 0) localStorage.removeItem(placeOf(assignment))
    else localStorage.setItem(placeOf(assignment), JSON.stringify(words))
  } catch {
    return
  }
}
