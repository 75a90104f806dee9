import type { Access, AccountRole } from '../../src/core/protocol/access/account.ts'
import { hashOf } from '../../src/core/protocol/hash.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import { outlineOf } from '../../src/server/store/scope/outline.ts'

/*
 * What a session sees, said a second time and without a database: plain loops over all rows, for the memory log and to hold the
 * queries of the others against.
 */

export type MemorySight = {
  readonly streams: ReadonlySet<string>
  /** Those of which the person sees officers and their work. */
  readonly units: ReadonlySet<string>
  /** The row as it is told; undefined where it is out of sight. */
  readonly seen: (row: Row) => Row | undefined
  readonly part: (stream: string) => string
}

const reference = ['administration', 'pack', 'unit']
const text = (value: unknown): string => String(value ?? '')
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const memorySight = (all: readonly Row[], access: Access): MemorySight => {
  const { administration, person, revoked } = access
  const has = (role: AccountRole): boolean => access.roles.includes(role)
  if (administration === null || revoked) return { streams: new Set(), units: new Set(), seen: () => undefined, part: () => '' }
  const units = all.filter(({ kind, stream }) => kind === 'unit' && stream === (administration as string))
  const streams = new Set<string>([administration, ...units.map(({ id }) => id)])
  const rows = all.filter(({ stream }) => streams.has(stream))
  const whole = has('hr-director') && access.units.length === 0
  const of = (kind: Row['kind']) => rows.filter((row) => row.kind === kind)
  const assignments = of('assignment')
  const below = under(units, has('supervisor') || has('hr-director') ? rootsOf(of('post'), access) : [])
  const named = has('assessor') ? of('campaign').filter(({ fields }) => list(fields['assessors']).includes(person)) : []
  const campaigns = new Set(named.map(({ id }) => id))
  const own = has('officer') ? assignments.filter(({ fields }) => fields['officer'] === person) : []
  const inUnits = assignments.filter(({ fields }) => below.has(text(fields['unit'])))
  const people = new Set<unknown>([
    person,
    ...[...named, ...own].flatMap(({ fields }) => list(fields['assessors'])),
    ...assignments.filter(({ fields }) => campaigns.has(text(fields['campaign']))).map(({ fields }) => fields['officer']),
    ...inUnits.map(({ fields }) => fields['officer']),
    ...of('post').flatMap(({ fields }) => (below.has(text(fields['unit'])) ? [fields['holder']] : [])),
  ])
  const officers = new Set(
    assignments.flatMap(({ fields }) => (campaigns.has(text(fields['campaign'])) ? [fields['officer']] : [])),
  )
  const work = new Map([...inUnits.map((row) => [row.id, 'any'] as const)])
  const file = new Set(own.map(({ id }) => id))

  const isInFull = (row: Row): boolean => {
    const { kind, id, fields } = row
    if (reference.includes(kind)) return true
    if (kind === 'person') return has('administrator') || has('champion') || people.has(id)
    if (kind === 'post')
      return (
        has('administrator') ||
        has('champion') ||
        below.has(text(fields['unit'])) ||
        officers.has(fields['holder']) ||
        (has('officer') && fields['holder'] === person)
      )
    if (kind === 'campaign')
      return (
        campaigns.has(id) || below.has(text(fields['site'])) || [...own, ...inUnits].some((one) => one.fields['campaign'] === id)
      )
    if (campaigns.has(text(fields['campaign']))) return true
    if (kind === 'assignment') return work.has(id) || file.has(id)
    const assignment = assignmentOf(row)
    return work.has(assignment) || (file.has(assignment) && isShown(row))
  }

  const seen = (row: Row): Row | undefined => {
    if (!streams.has(row.stream)) return undefined
    if (whole) return row
    const isOnOneself = assignments.some(({ id, fields }) => id === assignmentOf(row) && fields['officer'] === person)
    if (row.kind === 'assessment' && isOnOneself && !isShown(row)) return undefined
    if (isInFull(row)) return row
    if (!has('champion')) return undefined
    return row.kind === 'assessment' || row.kind === 'acknowledgement' ? outlineOf(row) : row
  }

  const part = (stream: string): string => {
    if (whole) return ''
    const decide = rows.filter((row) => row.stream === stream && ['person', 'post', 'campaign', 'assignment'].includes(row.kind))
    const ids = decide.filter((row) => seen(row)).map(({ kind, id }) => `${kind}/${id}`)
    return hashOf(JSON.stringify([access.roles, has('champion') ? [...below, ...campaigns] : [], ids.sort()])).slice(0, 12)
  }
  return { streams, units: below, seen, part }
}

const rootsOf = (posts: readonly Row[], { units, person }: Access): readonly string[] =>
  units.length > 0 ? units : posts.flatMap(({ fields }) => (fields['holder'] === person ? [text(fields['unit'])] : []))

const under = (units: readonly Row[], roots: readonly string[]): ReadonlySet<string> => {
  const found = new Set(units.flatMap(({ id }) => (roots.includes(id) ? [id] : [])))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { id, fields } of units) if (found.has(text(fields['parent']))) found.add(id)
  }
  return found
}

const isShown = ({ kind, versions, fields }: Row): boolean =>
  kind === 'acknowledgement' || versions.length > 0 || fields['role'] === 'self'

const assignmentOf = ({ kind, fields }: Row): string =>
  kind === 'assessment' ? text(fields['assignment']) : text(fields['assessment']).replace(/\.[^.]*$/, '')
