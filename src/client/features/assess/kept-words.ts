import type { AssignmentId } from '../../../core/domain/id.ts'
import { scratch } from '../../app/scratch.ts'
import { type Change, type InView, keyOfChange } from './change.ts'

/*
 * Words that are typed but not yet in the database: a page that is thrown away between two keystrokes and the next save
 * finds them here. The database needs a few milliseconds that a dying page may not have. A browser that is killed may bring
 * back what was forgotten here long ago: so each tells upon what it was typed.
 */

type Written = Extract<Change, { readonly words: string }>
/** `seen`: what its author had before him. Own words that came after are never undone by these. */
type Kept = Written & {
  readonly seen?: InView
  /** From before there was that: the words upon which they were typed. */
  readonly over?: readonly string[]
}
type Words = { readonly [key: string]: Kept }

const placeOf = (assignment: AssignmentId): string => `palier.words.${assignment}`

export const keptWords = (assignment: AssignmentId): readonly Kept[] => Object.values(read(assignment))

export const keepWords = (assignment: AssignmentId, change: Written, seen: InView): void =>
  write(assignment, { ...read(assignment), [keyOfChange(change)]: { ...change, seen } })

export const forgetWords = (assignment: AssignmentId, key: string): void => {
  const { [key]: _gone, ...others } = read(assignment)
  write(assignment, others)
}

const read = (assignment: AssignmentId): Words => {
  try {
    const found: unknown = JSON.parse(scratch.getItem(placeOf(assignment)) ?? '{}')
    return typeof found === 'object' && found !== null ? (found as Words) : {}
  } catch {
    return {}
  }
}

/** Where the browser refuses, the database alone keeps the words: as it would anyway, some milliseconds later. */
const write = (assignment: AssignmentId, words: Words): void => {
  try {
    if (Object.keys(words).length === 0) scratch.removeItem(placeOf(assignment))
    else scratch.setItem(placeOf(assignment), JSON.stringify(words))
  } catch {
    return
  }
}
