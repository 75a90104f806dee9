import type { OperationId, PersonId } from '../../core/domain/id.ts'
import { fullName } from '../../core/domain/person.ts'
import type { Instant } from '../../core/domain/time.ts'
import { partOf, rowToPerson, rowToSettlements, type Settlement } from '../../core/protocol/entities.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { Row } from '../../core/protocol/row.ts'
import { type Database, keyOf } from '../storage/database.ts'

/** The part of an assessment that a field is: the rating or comment of one competency, or the words on the whole. */
export type Part = NonNullable<ReturnType<typeof partOf>>

/** One of the values that stand against one another, with who gave it. */
export type GivenValue = {
  /** A rating, words, or null where it was taken back. */
  readonly value: Json
  readonly operation: OperationId
  /** Full name; null where this device does not know the person. */
  readonly author: string | null
  /** By the author's own clock; null where only headquarters knows yet. */
  readonly wall: Instant | null
}

/** Answers given without sight of one another. The standing one is what every report shows meanwhile. */
export type WorkConflict = {
  readonly field: string
  readonly part: Part
  readonly standing: GivenValue
  readonly others: readonly GivenValue[]
}

/** A conflict that a person settled, and why. Without a part where only signatures stood beside one another. */
export type WorkSettlement = Settlement & { readonly part: Part | undefined; readonly name: string | null }

export const conflictsOf = async (database: Database, row: Row): Promise<readonly WorkConflict[]> => {
  const fields = [...new Set(row.conflicts.map(({ field }) => field))]
  const names = await namesOf(
    database,
    row.conflicts.flatMap(({ author, standing }) => [author, standing?.author]),
  )
  return fields.flatMap((field): WorkConflict[] => {
    const part = partOf(field)
    const writer = row.writers[field]
    if (!part || !writer) return []
    const own = row.conflicts.filter((conflict) => conflict.field === field)
    const hand = own[0]?.standing
    const given = (value: Json, operation: OperationId, by: PersonId | null | undefined, wall: Instant | null): GivenValue => ({
      value,
      operation,
      author: (by && names.get(by)) || null,
      wall,
    })
    const standing = given(row.fields[field] ?? null, writer, hand?.author, hand?.wall ?? null)
    const others = own.map(({ value, operation, author, wall }) => given(value, operation, author, wall))
    return [{ field, part, standing, others }]
  })
}

export const settlementsOf = async (database: Database, row: Row): Promise<readonly WorkSettlement[]> => {
  const settlements = rowToSettlements(row)
  const names = await namesOf(
    database,
    settlements.map(({ by }) => by),
  )
  return settlements.map((settlement) => ({
    ...settlement,
    part: partOf(settlement.field),
    name: (settlement.by && names.get(settlement.by)) || null,
  }))
}

/** Full names of the people that this device knows. */
export const namesOf = async (
  database: Database,
  ids: readonly (PersonId | null | undefined)[],
): Promise<ReadonlyMap<string, string>> => {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))]
  const found = wanted.length > 0 ? await database.rows.bulkGet(wanted.map((id) => keyOf('person', id))) : []
  return new Map(found.flatMap((stored) => (stored ? [[stored.row.id, fullName(rowToPerson(stored.row))] as const] : [])))
}
