import type { PersonId } from '../../../core/domain/id.ts'
import { type Access, hasRole } from '../../../core/protocol/access/account.ts'
import { assessmentIn, assignmentIn } from '../../../core/protocol/named-after.ts'
import type { EntityKind, Operation } from '../../../core/protocol/operation.ts'
import type { SyncProblem } from '../../../core/protocol/problem.ts'
import type { Row } from '../../../core/protocol/row.ts'
import type { Lookup } from '../../../core/protocol/validate.ts'

/** What stands against an operation because of who sends it; undefined where nothing does. */
export type Forbids = (operation: Operation, lookup: Lookup) => SyncProblem | undefined

export type Writer = {
  readonly access: Access
  /** Null for an administrator who is still to make one. */
  readonly administration: string | null
  /** The units in which a supervisor may assess. */
  readonly units: readonly string[]
}

const outOfScope: SyncProblem = { problem: 'out-of-scope' }
const staff: readonly EntityKind[] = ['unit', 'person', 'post']

/**
 * [S16] A session writes in its own person's name, in the streams of its own administration, what its roles write. What is not known
 * yet forbids nothing: work is never refused because what it is about comes later.
 */
export const forbiddenTo = (writer: Writer): Forbids => {
  const { access } = writer
  const { person } = access
  // An administrator has none until the administration comes, with the first work that he sends.
  let own = writer.administration

  const isOwn = (stream: string, lookup: Lookup): boolean => {
    if (stream === own) return true
    if (lookup('administration', stream)) return false
    const site = lookup('unit', stream)
    return !site || site.stream === own
  }

  const founds = ({ kind, entity, stream }: Operation, lookup: Lookup): boolean => {
    const isFirst = own === null && hasRole(access, 'administrator') && kind === 'create' && entity.kind === 'administration'
    if (!isFirst || entity.id !== stream || lookup('administration', entity.id) || lookup('unit', entity.id)) return false
    own = entity.id
    return true
  }

  const isInOwn = (operation: Operation, before: Row | undefined, lookup: Lookup): boolean => {
    const { entity, stream, set } = operation
    const home = set['home']
    if (entity.kind === 'administration' && entity.id !== own) return false
    return (
      isOwn(stream, lookup) &&
      (before === undefined || isOwn(before.stream, lookup)) &&
      (typeof home !== 'string' || isOwn(home, lookup))
    )
  }

  return (operation, lookup) => {
    if (access.revoked) return { problem: 'revoked' }
    const before = lookup(operation.entity.kind, operation.entity.id)
    if (own === null && !founds(operation, lookup)) return outOfScope
    if (!isInOwn(operation, before, lookup) || changesDemonstration(operation, before)) return outOfScope
    if (plantsDemonstration(access, operation, own ?? '', lookup)) return undefined
    if (widensOwnSight(operation, before, writer, lookup)) return outOfScope
    if (!isInOwnName(operation, person, officerOf(operation, before, lookup))) return outOfScope
    return isOfRole(operation, before, lookup, writer) ? undefined : outOfScope
  }
}

/** Whether an administration is a demonstration is said once, where it is made: of what is none nobody ever makes one. */
const changesDemonstration = ({ kind, entity, set }: Operation, before: Row | undefined): boolean =>
  entity.kind === 'administration' &&
  Object.hasOwn(set, 'demonstration') &&
  (before ? set['demonstration'] !== before.fields['demonstration'] : kind !== 'create')

/** Who sees what is in some units puts no other unit below them, and takes no post elsewhere: somebody else does. */
const widensOwnSight = (
  { entity, set }: Operation,
  before: Row | undefined,
  { access, units }: Writer,
  lookup: Lookup,
): boolean => {
  const directs = hasRole(access, 'hr-director')
  if ((directs && access.units.length === 0) || !(directs || hasRole(access, 'supervisor'))) return false
  // As the rows stand by now: what came before in the same request counts.
  const isWithin = (unit: unknown, above: readonly unknown[] = []): boolean =>
    typeof unit === 'string' &&
    !above.includes(unit) &&
    (units.includes(unit) || isWithin(lookup('unit', unit)?.fields['parent'], [...above, unit]))
  if (entity.kind === 'unit')
    return (
      before !== undefined && !before.shell && Object.hasOwn(set, 'parent') && !isWithin(entity.id) && isWithin(set['parent'])
    )
  const takes = entity.kind === 'post' && set['holder'] === access.person && before?.fields['holder'] !== access.person
  const unit = set['unit'] ?? before?.fields['unit']
  return takes && hasRole(access, 'supervisor') && access.units.length === 0 && !isWithin(unit)
}

/** A demonstration has a past in the names of many, which its administrator plants. */
const plantsDemonstration = (access: Access, { entity, set }: Operation, own: string, lookup: Lookup): boolean =>
  hasRole(access, 'administrator') &&
  lookup('administration', own)?.fields['demonstration'] === true &&
  !(entity.kind === 'administration' && Object.hasOwn(set, 'demonstration'))

/** The officer may answer on somebody else's tablet: of an acknowledgement he is the author. */
const isInOwnName = ({ entity, author, set }: Operation, person: PersonId | null, officer: unknown): boolean => {
  const isOfficers = entity.kind === 'acknowledgement' && author !== null && (officer === undefined || author === officer)
  const signer = set['signedBy']
  return (author === person || isOfficers) && (signer === undefined || signer === author)
}

/** Who the work is about; undefined where nobody knows yet. */
const officerOf = (operation: Operation, before: Row | undefined, lookup: Lookup): unknown =>
  assignmentOf(operation, before, lookup)?.fields['officer']

const assignmentOf = ({ entity, set }: Operation, before: Row | undefined, lookup: Lookup): Row | undefined => {
  const said = (field: string): unknown => before?.fields[field] ?? set[field]
  const id =
    entity.kind === 'assessment'
      ? (assignmentIn(entity.id) ?? said('assignment'))
      : entity.kind === 'acknowledgement'
        ? assignmentIn(assessmentIn(entity.id) ?? said('assessment'))
        : null
  return typeof id === 'string' ? lookup('assignment', id) : undefined
}

/** Work on an assignment that is known is of its campaign and of no other. */
const isOfOtherCampaign = ({ set }: Operation, assignment: Row | undefined): boolean => {
  const known = assignment?.fields['campaign']
  return known !== undefined && Object.hasOwn(set, 'campaign') && set['campaign'] !== known
}

const isOfRole = (operation: Operation, before: Row | undefined, lookup: Lookup, writer: Writer): boolean => {
  const { access } = writer
  const { kind } = operation.entity
  if (kind === 'administration' || kind === 'pack') return hasRole(access, 'administrator', 'champion')
  if (staff.includes(kind)) return hasRole(access, 'administrator', 'champion', 'hr-director')
  if (kind === 'campaign' || kind === 'assignment') return hasRole(access, 'champion', 'hr-director')
  return isOfWork(operation, before, lookup, writer)
}

/** Assessments, and what officers say to them. */
const isOfWork = (operation: Operation, before: Row | undefined, lookup: Lookup, { access, units }: Writer): boolean => {
  const { person } = access
  const assignment = assignmentOf(operation, before, lookup)
  if (isOfOtherCampaign(operation, assignment)) return false
  const campaign = assignment?.fields['campaign'] ?? before?.fields['campaign'] ?? operation.set['campaign']
  const known = typeof campaign === 'string' ? lookup('campaign', campaign) : undefined
  const isNamed = ({ fields }: Row): boolean => (fields['assessors'] as readonly unknown[] | undefined)?.includes(person) === true
  if (person === null) return false
  const isInUnits = access.units.length === 0 || (assignment !== undefined && units.includes(String(assignment.fields['unit'])))
  // A contest is answered by the directorate alone, and what it grants is an amendment.
  if (answersContest(operation)) return hasRole(access, 'hr-director') && isInUnits
  if (operation.kind === 'amend' && hasRole(access, 'hr-director') && isInUnits) return true
  if (hasRole(access, 'assessor') && (!known || known.shell || isNamed(known))) return true
  if (hasRole(access, 'supervisor') && (!assignment || units.includes(String(assignment.fields['unit'])))) return true
  const isSelf = operation.entity.kind === 'acknowledgement' || (before?.fields['role'] ?? operation.set['role']) === 'self'
  return hasRole(access, 'officer') && isSelf && (!assignment || assignment.fields['officer'] === person)
}

const answersContest = ({ entity, set }: Operation): boolean => entity.kind === 'acknowledgement' && Object.hasOwn(set, 'answer')
