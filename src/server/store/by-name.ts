import type { EntityKind } from '../../core/protocol/operation.ts'

/**
 * What is known of entities, by kind and id. The two are not put together into one key: a batch asks thousands of times, and
 * making a text to ask with takes longer than the answer.
 */
export type ByName<Known> = {
  readonly get: (kind: EntityKind, id: string) => Known | undefined
  readonly has: (kind: EntityKind, id: string) => boolean
  readonly all: () => readonly Known[]
}

export type GrowingByName<Known> = ByName<Known> & { readonly set: (kind: EntityKind, id: string, known: Known) => void }

export const byName = <Known>(): GrowingByName<Known> => {
  const kinds = new Map<EntityKind, Map<string, Known>>()
  return {
    get: (kind, id) => kinds.get(kind)?.get(id),
    has: (kind, id) => kinds.get(kind)?.has(id) === true,
    all: () => [...kinds.values()].flatMap((known) => [...known.values()]),
    set: (kind, id, known) => {
      const those = kinds.get(kind)
      if (those) those.set(id, known)
      else kinds.set(kind, new Map([[id, known]]))
    },
  }
}
