import type { StreamId } from '../../core/domain/id.ts'
import type { Person, Role } from '../../core/domain/person.ts'
import { err, type Result } from '../../core/domain/result.ts'
import type { StaffPlan } from '../../core/exchange/staff-plan.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { newId } from './clock.ts'
import { ownPeople, ownPosts, ownUnits } from './own.ts'

type Kind = 'unit' | 'person' | 'post'
type StaffDone = Result<readonly Operation[], RecordProblem | { readonly problem: 'no-administration' }>

/**
 * Carries out a staff plan: every unit, person and post of it in one write, or none. What the list names by code or
 * registration gets its id here; parents come before children, so that a reader never meets a child of nobody.
 */
export const importStaff = async (app: App, plan: StaffPlan): Promise<StaffDone> => {
  const { administration } = app.identity
  if (!administration) return err({ problem: 'no-administration' })
  const [units, people, posts] = await Promise.all([ownUnits(app), ownPeople(app), ownPosts(app)])
  const unitIds = idsOf(units, ({ code }) => code, plan.units)
  const personIds = idsOf(people, ({ registration }) => registration, plan.people)
  const postIds = idsOf(posts, ({ code }) => code, plan.posts)
  const deed = deedIn(administration as string as StreamId)
  return app.perform([
    ...plan.units.map(({ existing, changed, ...unit }) =>
      deed('unit', unitIds(unit.code), existing && changed, {
        ...unit,
        parent: unit.parent === null ? null : unitIds(unit.parent),
      }),
    ),
    ...plan.people.map(({ existing, changed, ...person }) =>
      deed('person', personIds(person.registration), existing && changed, { ...person }),
    ),
    ...plan.posts.map(({ existing, changed, ...post }) =>
      deed('post', postIds(post.code), existing && changed, {
        ...post,
        unit: unitIds(post.unit),
        holder: post.holder === null ? null : personIds(post.holder),
        ...(existing ? {} : { adjustments: [] }),
      }),
    ),
  ])
}

/** Natural keys as ids: those that are stored, and new ones for what the plan creates. */
const idsOf = <Stored extends { readonly id: string }, Planned extends { readonly existing: string | null }>(
  stored: readonly Stored[],
  keyOf: (thing: Stored | Planned) => string,
  planned: readonly Planned[],
): ((key: string) => string) => {
  const ids = new Map(stored.map((thing) => [keyOf(thing), thing.id]))
  for (const thing of planned) if (thing.existing === null) ids.set(keyOf(thing), newId())
  return (key) => {
    const id = ids.get(key)
    if (id === undefined) throw new Error(`the plan names ${key}, which is neither stored nor planned`)
    return id
  }
}

/** An edit sets the fields that changed and no others, so that it never undoes what somebody else did meanwhile. */
const deedIn =
  (stream: StreamId) =>
  (kind: Kind, id: string, changed: readonly string[] | null, values: { readonly [field: string]: Json }): Deed => ({
    kind: changed ? 'edit' : 'create',
    entity: { kind, id },
    stream,
    set: changed ? Object.fromEntries(Object.entries(values).filter(([field]) => changed.includes(field))) : values,
  })

/** Says in what capacities a person acts: who may be chosen as assessor, whose home is which. */
export const assignRoles = async (app: App, person: Person, roles: readonly Role[]): Promise<StaffDone> => {
  const { administration } = app.identity
  if (!administration) return err({ problem: 'no-administration' })
  return app.perform([
    {
      kind: 'edit',
      entity: { kind: 'person', id: person.id },
      stream: administration as string as StreamId,
      set: { roles: [...roles] },
    },
  ])
}
