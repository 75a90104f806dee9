import type { Rating } from '../../../../core/domain/assessment.ts'
import type { Json } from '../../../../core/protocol/json.ts'
import { canonical } from '../../../../core/protocol/json.ts'
import type { GivenValue, WorkConflict } from '../../../app/conflicts.ts'

/** One of the answers with all who gave it: two people may have said the same against a third. */
export type Answer = {
  readonly key: string
  readonly value: Json
  readonly standing: boolean
  readonly by: readonly GivenValue[]
}

/** The answers to choose from, each once, the standing one first. */
export const answersOf = ({ standing, others }: WorkConflict): readonly Answer[] => {
  const all = [standing, ...others]
  return [...new Set(all.map(({ value }) => canonical(value)))].map((key) => {
    const by = all.filter(({ value }) => canonical(value) === key)
    return { key, value: by[0]?.value ?? null, standing: canonical(standing.value) === key, by }
  })
}

/** Two people who did not see one another's answer; else the same person on two devices, or more than two. */
export const isBetweenTwo = ({ standing, others }: WorkConflict): boolean => {
  const authors = [standing, ...others].map(({ author }) => author)
  return others.length === 1 && authors[0] !== authors[1]
}

export const ratingIn = (value: Json): Rating | null => value as unknown as Rating | null
