import type { Draft } from '../storage/draft.ts'

/*
 * Work that the database did not take though the journal did is given back at the next start. Where the person saved the same
 * thing again meanwhile, there is nothing to give back: the later word stands.
 */

/** For each value, by entity and field, the work that only the journal holds. */
const waiting = new Map<string, string>()

const valuesOf = ({ entity, set }: Draft): readonly string[] =>
  Object.keys(set).map((field) => `${entity.kind}:${entity.id}/${field}`)

/** Only the journal has these. */
export const strand = (drafts: readonly Draft[]): void => {
  for (const draft of drafts) for (const value of valuesOf(draft)) waiting.set(`${value} ${draft.id}`, draft.id)
}

/** These were saved: answers with the stranded work of which every value was said again. */
export const replacedBy = (drafts: readonly Draft[]): readonly string[] => {
  const said = new Set(drafts.flatMap(valuesOf))
  const touched = new Set<string>()
  for (const [key, id] of waiting) {
    if (!said.has(key.slice(0, key.lastIndexOf(' ')))) continue
    waiting.delete(key)
    touched.add(id)
  }
  const left = new Set(waiting.values())
  return [...touched].filter((id) => !left.has(id))
}
