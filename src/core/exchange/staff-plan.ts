import type { JobCode, PersonId, PostId, UnitId } from '../domain/id.ts'
import type { Job } from '../domain/job.ts'
import type { Person, Post, Role, Unit } from '../domain/person.ts'
import { type Language, textIn } from '../domain/text.ts'
import type { StaffRow } from './staff-rows.ts'
import { type ListedUnit, parentOf } from './staff-units.ts'

/** What the administration already holds, and what the list's words are measured against. */
export type StaffContext = {
  readonly units: readonly Unit[]
  readonly people: readonly Person[]
  readonly posts: readonly Post[]
  readonly jobs: readonly Job[]
  /** The administration's language: of officers for whom none is given, and of names suggested. */
  readonly language: Language
}

/** A thing to create (`existing` is null, `changed` is empty), or to update in the fields `changed`. */
type Draft<Id, Values> = Values & { readonly existing: Id | null; readonly changed: readonly (keyof Values)[] }

/** References are by natural key: unit code, registration, post code. */
export type UnitDraft = Draft<
  UnitId,
  { readonly code: string; readonly name: string; readonly parent: string | null; readonly site: boolean }
>
export type PersonDraft = Draft<PersonId, Omit<Person, 'id' | 'roles'> & { readonly roles: readonly Role[] }>
export type PostDraft = Draft<
  PostId,
  {
    readonly code: string
    readonly title: string
    readonly unit: string
    readonly job: JobCode
    readonly holder: string | null
    readonly descriptionVersion: number
  }
>

export type StaffCounts = { readonly created: number; readonly updated: number; readonly unchanged: number }

/** What an import will do. What the list repeats unchanged is counted and left out; what it does not name is left alone. */
export type StaffPlan = {
  /** Parents before their children. */
  readonly units: readonly UnitDraft[]
  readonly people: readonly PersonDraft[]
  readonly posts: readonly PostDraft[]
  readonly counts: { readonly units: StaffCounts; readonly people: StaffCounts; readonly posts: StaffCounts }
}

/** What sound rows change in what is stored. */
export const staffPlan = (
  rows: readonly StaffRow[],
  listed: ReadonlyMap<string, ListedUnit>,
  context: StaffContext,
): StaffPlan => {
  const stored = storedBy(context)
  const units = parentsFirst([...listed.values()].map((unit) => unitDraft(unit, stored)))
  const people = rows.filter(({ hasOfficer }) => hasOfficer).map((row) => personDraft(row, stored, context.language))
  const posts = [
    ...rows.filter(({ hasPost }) => hasPost).map((row) => postDraft(row, stored, context.language)),
    ...leftPosts(rows, stored),
  ]
  return {
    units: units.filter(isChange),
    people: people.filter(isChange),
    posts: posts.filter(isChange),
    counts: { units: countsOf(units), people: countsOf(people), posts: countsOf(posts) },
  }
}

/** What is stored, by the keys that a list knows. */
type Stored = {
  readonly unit: ReadonlyMap<string, Unit>
  readonly unitCode: ReadonlyMap<UnitId, string>
  readonly person: ReadonlyMap<string, Person>
  readonly registration: ReadonlyMap<PersonId, string>
  readonly post: ReadonlyMap<string, Post>
}

const storedBy = ({ units, people, posts }: StaffContext): Stored => ({
  unit: new Map(units.map((unit) => [unit.code, unit])),
  unitCode: new Map(units.map(({ id, code }) => [id, code])),
  person: new Map(people.map((person) => [person.registration, person])),
  registration: new Map(people.map(({ id, registration }) => [id, registration])),
  post: new Map(posts.map((post) => [post.code, post])),
})

type AnyDraft = UnitDraft | PersonDraft | PostDraft

const isChange = ({ existing, changed }: AnyDraft): boolean => existing === null || changed.length > 0

const countsOf = (drafts: readonly AnyDraft[]): StaffCounts => ({
  created: drafts.filter(({ existing }) => existing === null).length,
  updated: drafts.filter(({ existing, changed }) => existing !== null && changed.length > 0).length,
  unchanged: drafts.filter((draft) => !isChange(draft)).length,
})

/** The fields in which what is listed differs from what is stored. */
const changedFields = <Values extends object>(listed: Values, stored: Values): readonly (keyof Values)[] =>
  (Object.keys(listed) as (keyof Values)[]).filter((key) => JSON.stringify(listed[key]) !== JSON.stringify(stored[key]))

const unitDraft = (listed: ListedUnit, by: Stored): UnitDraft => {
  const stored = by.unit.get(listed.code)
  const storedParent = stored?.parent ? by.unitCode.get(stored.parent) : undefined
  const values = {
    code: listed.code,
    name: listed.name ?? stored?.name ?? '',
    parent: parentOf(listed, storedParent) ?? null,
    site: listed.isSite || (stored?.site ?? false),
  }
  if (!stored) return { ...values, existing: null, changed: [] }
  const before = { code: stored.code, name: stored.name, parent: storedParent ?? null, site: stored.site }
  return { ...values, existing: stored.id, changed: changedFields(values, before) }
}

/** No unit is above itself: the checks made sure. */
const parentsFirst = (drafts: readonly UnitDraft[]): readonly UnitDraft[] => {
  const byCode = new Map(drafts.map((draft) => [draft.code, draft]))
  const depthOf = (draft: UnitDraft): number => {
    let depth = 0
    for (let at = byCode.get(draft.parent ?? ''); at; at = byCode.get(at.parent ?? '')) depth += 1
    return depth
  }
  return drafts
    .map((draft) => ({ draft, depth: depthOf(draft) }))
    .sort((a, b) => a.depth - b.depth)
    .map(({ draft }) => draft)
}

const personDraft = ({ cells, language }: StaffRow, by: Stored, usual: Language): PersonDraft => {
  const stored = by.person.get(cells.registration)
  const roles: readonly Role[] = stored?.roles ?? []
  const values = {
    registration: cells.registration,
    familyName: cells.familyName,
    givenName: cells.givenName,
    grade: cells.grade || (stored?.grade ?? ''),
    language: language ?? stored?.language ?? usual,
    roles: roles.includes('officer') ? roles : [...roles, 'officer' as const],
  }
  if (!stored) return { ...values, existing: null, changed: [] }
  const { id, ...before } = stored
  return { ...values, existing: id, changed: changedFields<Omit<Person, 'id'>>(values, before) }
}

const postDraft = ({ cells, job, hasOfficer }: StaffRow, by: Stored, language: Language): PostDraft => {
  const stored = by.post.get(cells.postCode)
  const code = job?.code ?? stored?.job
  if (code === undefined) throw new Error('a post without a job passed the checks')
  const values = {
    code: cells.postCode,
    title: cells.postTitle || stored?.title || (job ? textIn(job.name, language) : ''),
    unit: cells.unitCode,
    job: code,
    holder: hasOfficer ? cells.registration : null,
    // Another job is another description of the same post.
    descriptionVersion: stored ? stored.descriptionVersion + (stored.job === code ? 0 : 1) : 1,
  }
  if (!stored) return { ...values, existing: null, changed: [] }
  return { ...values, existing: stored.id, changed: changedFields(values, storedValues(stored, by)) }
}

/** Posts that the list does not name, of officers that it names at another post: an officer holds one post. */
const leftPosts = (rows: readonly StaffRow[], by: Stored): readonly PostDraft[] => {
  const named = new Set(rows.map(({ cells }) => cells.postCode))
  const moved = new Set(rows.filter(({ hasOfficer }) => hasOfficer).map(({ cells }) => cells.registration))
  return [...by.post.values()].flatMap((post): PostDraft[] => {
    const values = storedValues(post, by)
    if (named.has(post.code) || values.holder === null || !moved.has(values.holder)) return []
    return [{ ...values, holder: null, existing: post.id, changed: ['holder'] }]
  })
}

const storedValues = (post: Post, by: Stored) => ({
  code: post.code,
  title: post.title,
  unit: by.unitCode.get(post.unit) ?? '',
  job: post.job,
  holder: post.holder === null ? null : (by.registration.get(post.holder) ?? null),
  descriptionVersion: post.descriptionVersion,
})
