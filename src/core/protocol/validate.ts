import type { Rating } from '../domain/assessment.ts'
import type { JobDescription } from '../domain/job.ts'
import type { Pack } from '../domain/pack.ts'
import { highest, isOnScale, lowest, type Scale, type ScaleLevel } from '../domain/scale.ts'
import { badField } from './entity-fields.ts'
import { canonical } from './json.ts'
import { fieldAgainstName } from './named-after.ts'
import { type EntityKind, isVersion, type Operation } from './operation.ts'
import type { SyncProblem } from './problem.ts'
import type { Row } from './row.ts'

/** The row as the caller holds it, of whatever stream; undefined when it has not come yet. */
export type Lookup = (kind: EntityKind, id: string) => Row | undefined

/**
 * What forbids an operation, wherever it arrives in the order of things. What is not known yet forbids nothing: an
 * operation is never refused because another one comes later. Whether the row is sealed is for `merge` to say.
 */
export const validate = (operation: Operation, lookup: Lookup): SyncProblem | undefined =>
  fieldProblem(operation) ?? frozenProblem(operation, lookup) ?? ratingProblem(operation, lookup)

const sealable: readonly EntityKind[] = ['assessment', 'acknowledgement', 'campaign']

const fieldProblem = (operation: Operation): SyncProblem | undefined => {
  const { kind, entity, set } = operation
  if (isVersion(kind) && !sealable.includes(entity.kind)) return { problem: 'bad-field', params: { field: 'kind' } }
  const bad = badField(entity.kind, set)
  if (bad) return { problem: bad.known ? 'bad-field' : 'unknown-field', params: { field: bad.field } }
  const field = fieldAgainstName(operation)
  return field === undefined ? undefined : { problem: 'bad-field', params: { field } }
}

/** A frozen row keeps every value it has; one that it lacks may still come, since its create may come after an edit. */
const frozenProblem = ({ entity, set }: Operation, lookup: Lookup): SyncProblem | undefined => {
  const row = lookup(entity.kind, entity.id)
  if (!row || !isFrozen(row)) return undefined
  const changed = Object.entries(set).find(([field, value]) => {
    const present = row.fields[field]
    return present !== undefined && canonical(present) !== canonical(value)
  })
  return changed && { problem: 'published', params: { field: changed[0] } }
}

const isFrozen = ({ kind, fields }: Row): boolean =>
  kind === 'pack' || kind === 'assignment' || (kind === 'campaign' && (fields['published'] ?? null) !== null)

const ratingPrefix = 'rating:'

/** The competencies that a job description asks for: made once for each that is held, for every rating asks. */
const competencies = new WeakMap<object, ReadonlySet<string>>()

const competenciesOf = (requirements: JobDescription['requirements']): ReadonlySet<string> => {
  const known = competencies.get(requirements)
  if (known) return known
  const made = new Set<string>(requirements.map(({ competency }) => competency))
  competencies.set(requirements, made)
  return made
}

const ratingProblem = ({ entity, set }: Operation, lookup: Lookup): SyncProblem | undefined => {
  if (entity.kind !== 'assessment') return undefined
  const rated = Object.keys(set).filter((field) => field.startsWith(ratingPrefix) && set[field] !== null)
  if (rated.length === 0) return undefined
  const assignment = rowNamed(lookup, 'assignment', set['assignment'] ?? lookup(entity.kind, entity.id)?.fields['assignment'])
  const required = (assignment?.fields['jobDescription'] as JobDescription | undefined)?.requirements
  const wanted = required && competenciesOf(required)
  const scale = scaleOf(rowNamed(lookup, 'campaign', assignment?.fields['campaign']), lookup)
  for (const field of rated) {
    const competency = field.slice(ratingPrefix.length)
    if (wanted && !wanted.has(competency)) return { problem: 'requirement-unknown', params: { competency } }
    const rating = set[field] as unknown as Rating
    if (scale && rating.kind === 'level' && !isOnScale(scale, rating.level)) {
      const params = { competency, level: rating.level, lowest: lowest(scale), highest: highest(scale) }
      return { problem: 'level-off-scale', params }
    }
  }
  return undefined
}

const rowNamed = (lookup: Lookup, kind: EntityKind, id: unknown): Row | undefined =>
  typeof id === 'string' ? lookup(kind, id) : undefined

/** A pack's content was checked where it was made; here one without a scale is as good as unknown. */
const scaleOf = (campaign: Row | undefined, lookup: Lookup): Scale | undefined => {
  const content = rowNamed(lookup, 'pack', campaign?.fields['pack'])?.fields['content'] as Partial<Pack> | null | undefined
  const scale = content?.framework?.scale
  return Array.isArray(scale?.levels) && scale.levels.every(isLevel) ? scale : undefined
}

const isLevel = (step: ScaleLevel | null | undefined): boolean => typeof step?.level === 'number'
