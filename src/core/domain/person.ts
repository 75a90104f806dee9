import type { JobCode, PersonId, PostId, UnitId } from './id.ts'
import type { Requirement } from './job.ts'
import type { Language } from './text.ts'

export type Role = 'champion' | 'hr-director' | 'supervisor' | 'assessor' | 'officer'

/** Anybody the administration knows: officers, and the people who assess and decide. */
export type Person = {
  readonly id: PersonId
  /** The administration's own number for the person (matricule), unique in it. */
  readonly registration: string
  readonly familyName: string
  readonly givenName: string
  readonly grade: string
  readonly language: Language
  readonly roles: readonly Role[]
}

/** A node of the administration's tree. A site is a unit at which campaigns take place. */
export type Unit = {
  readonly id: UnitId
  readonly code: string
  readonly name: string
  readonly parent: UnitId | null
  readonly site: boolean
}

/** A position in a unit, held by an officer or vacant; what it asks is its job's requirements with its own adjustments. */
export type Post = {
  readonly id: PostId
  readonly code: string
  readonly title: string
  readonly unit: UnitId
  readonly job: JobCode
  readonly holder: PersonId | null
  readonly adjustments: readonly Requirement[]
  /** 1 for the job as the catalogue has it; one more for each change of the adjustments. */
  readonly descriptionVersion: number
}

export const fullName = (person: Pick<Person, 'familyName' | 'givenName'>): string =>
  `${person.familyName.toLocaleUpperCase('fr')} ${person.givenName}`.trim()

/** The unit itself and everything below it. Units that form a circle are each listed once. */
export const unitsWithin = (units: readonly Unit[], root: UnitId): ReadonlySet<UnitId> => {
  const found = new Set<UnitId>([root])
  for (let before = 0; before !== found.size; ) {
    before = found.size
    for (const unit of units) if (unit.parent !== null && found.has(unit.parent)) found.add(unit.id)
  }
  return found
}

/** The nearest unit upwards, itself included, that is a site. */
export const siteOf = (units: readonly Unit[], start: UnitId): Unit | undefined => {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const seen = new Set<UnitId>()
  for (let at = byId.get(start); at && !seen.has(at.id); at = at.parent ? byId.get(at.parent) : undefined) {
    if (at.site) return at
    seen.add(at.id)
  }
  return undefined
}

/**
 * An officer's direct superior (N+1): who holds a post in the officer's unit, or the nearest one above it, and supervises.
 * Undefined where nobody does, or where several in one unit do: then nobody here can say which.
 */
export const supervisorOf = (
  officer: PersonId,
  unit: UnitId,
  {
    people,
    posts,
    units,
  }: { readonly people: readonly Person[]; readonly posts: readonly Post[]; readonly units: readonly Unit[] },
): Person | undefined => {
  const byId = new Map(units.map((one) => [one.id, one]))
  const seen = new Set<UnitId>()
  for (let at = byId.get(unit); at && !seen.has(at.id); at = at.parent ? byId.get(at.parent) : undefined) {
    seen.add(at.id)
    const here = new Set(posts.flatMap((post) => (post.unit === at?.id && post.holder ? [post.holder] : [])))
    const found = people.filter(({ id, roles }) => here.has(id) && id !== officer && roles.includes('supervisor'))
    if (found.length > 0) return found.length === 1 ? found[0] : undefined
  }
  return undefined
}
