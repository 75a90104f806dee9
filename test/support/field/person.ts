import type { Draft } from '../../../src/client/storage/draft.ts'
import type { OperationId, PersonId, StreamId } from '../../../src/core/domain/id.ts'
import type { Json } from '../../../src/core/protocol/json.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { standingVersions } from '../../../src/core/protocol/versions.ts'
import type { Chance } from '../random.ts'
import { sites } from './headquarters.ts'

/** What a person has before him when he does something. */
export type Scene = {
  readonly chance: Chance
  readonly id: OperationId
  readonly author: string
  readonly wall: string
  readonly entity: { readonly kind: 'assessment' | 'person'; readonly id: string }
  /** Where the entity is looked for when nobody here knows it yet. */
  readonly home: StreamId
  readonly row: Row | undefined
}

type Deed = Pick<Draft, 'kind' | 'set'> & Partial<Pick<Draft, 'resolves' | 'follows'>>

/** Something that a person may well do: rate, write, move, sign, settle what stands in conflict, amend what is signed; now and then nonsense. */
export const deedIn = (scene: Scene): Draft => {
  const { id, author, wall, entity, row, home } = scene
  return { id, entity, author: author as PersonId, wall, stream: row?.stream ?? home, ...deedOf(scene) }
}

const deedOf = (scene: Scene): Deed => {
  const { chance, entity, row } = scene
  if (chance.chance(0.01)) return { kind: 'edit', set: { salary: 1 } }
  if (!row || row.rev === 0) return { kind: chance.chance(0.7) ? 'create' : 'edit', set: fieldOf(scene) }
  const standing = standingVersions(row.versions)
  if (standing.length > 0)
    return afterSigning(
      scene,
      row,
      standing.map(({ operation }) => operation),
    )
  if (row.conflicts.length > 0 && chance.chance(0.5)) return settlement(scene, row)
  const isReady = row.conflicts.length === 0 || chance.chance(0.1)
  if (entity.kind === 'assessment' && isReady && chance.chance(0.09)) return { kind: 'seal', set: { signedAt: scene.wall } }
  if (chance.chance(0.06)) return { kind: 'edit', set: { home: chance.pick(sites) } }
  return { kind: 'edit', set: fieldOf(scene) }
}

const fieldOf = ({ chance, entity, id }: Scene): Deed['set'] => {
  if (entity.kind === 'person') return { [chance.pick(['grade', 'registration', 'familyName'])]: `${id}` }
  if (chance.chance(0.4)) return { [`rating:${chance.pick(['a', 'b'])}`]: { kind: 'level', level: 1 + chance.below(3) } }
  const words = { [chance.pick(['comment:a', 'comment:b', 'summary'])]: `${id} ${'é'.repeat(chance.below(40))}` }
  return chance.chance(0.2) ? { ...words, 'rating:a': { kind: 'not-observed' } } : words
}

/** He sees the values side by side, and one of them, or a new one, is to stand. */
const settlement = ({ chance, id, author, wall, entity }: Scene, row: Row): Deed => {
  const { field } = chance.pick(row.conflicts)
  const others = row.conflicts.filter((conflict) => conflict.field === field)
  const value: Json = chance.chance(0.7) ? (row.fields[field] ?? null) : chance.pick(others).value
  const reason = { [`settled:${id}`]: { field, reason: 'entendus tous deux', by: author, at: wall } }
  return {
    kind: 'resolve',
    set: { [field]: value, ...(entity.kind === 'assessment' ? reason : {}) },
    resolves: others.map(({ operation }) => operation),
  }
}

const afterSigning = (scene: Scene, row: Row, follows: readonly OperationId[]): Deed => {
  const { chance, id, author, wall } = scene
  if (chance.chance(0.3)) {
    const resolves = row.conflicts.map(({ operation }) => operation)
    return {
      kind: 'amend',
      set: { summary: `amendé ${id}`, signedAt: wall },
      follows,
      ...(resolves.length > 0 ? { resolves } : {}),
    }
  }
  if (row.conflicts.length > 0 && chance.chance(0.5)) {
    const { field, operation } = chance.pick(row.conflicts)
    const told = { field, reason: 'le signé reste', by: author, at: wall }
    return { kind: 'resolve', set: { [`settled:${id}`]: told }, resolves: [operation] }
  }
  return { kind: 'edit', set: fieldOf(scene) }
}
