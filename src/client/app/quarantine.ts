import { fullName } from '../../core/domain/person.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { rowToPerson } from '../../core/protocol/entities.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import type { Quarantined } from '../../core/protocol/quarantine.ts'
import type { AskProblem } from '../access/ask.ts'
import * as calls from '../access/quarantine.ts'
import type { App } from './app.ts'
import { headquarters } from './entry.ts'
import { rowAt } from './read.ts'
import { fullNameOfRecord } from './record-name.ts'
import { useSession } from './session.ts'

export type { Quarantined } from '../../core/protocol/quarantine.ts'

const bearer = (): string => useSession.getState().session?.token() ?? ''

/** As much as fits a screen: the oldest, or what follows the last piece seen, for nobody need admit that one to see on. */
export const quarantinedAfter = (last?: string) => calls.quarantine(headquarters, bearer(), last)

export type Admitted = {
  readonly taken: number
  /** Why headquarters did not take the others, which go on lying there under that. */
  readonly refused: readonly string[]
}

/**
 * Admits one after the other, in the order in which they were sent: an answer builds on the one before. Where the line breaks, what was
 * admitted is, and the others can be asked for again.
 */
export const admitAll = async (ids: readonly string[]): Promise<Result<Admitted, AskProblem>> => {
  const refused: string[] = []
  for (const id of ids) {
    const admitted = await calls.admit(headquarters, bearer(), id)
    if (!admitted.ok) return err(admitted.problem)
    const { status, problem } = admitted.value
    if (status === 'refused') refused.push(problem?.problem ?? 'unforeseen')
  }
  return ok({ taken: ids.length - refused.length, refused })
}

/** One record that somebody worked on, with all that waits of it. */
export type Apart = {
  readonly kind: EntityKind
  readonly entity: string
  readonly pieces: readonly Quarantined[]
}

/** What one account sent from one device, and why it was refused. */
export type Sending = Pick<Quarantined, 'problem' | 'account' | 'sender' | 'tablet'> & {
  /** Of work of an unknown key: its fingerprint. */
  readonly fingerprint: string | undefined
  readonly key: string
  /** When the first of it came. */
  readonly since: string
  readonly records: readonly Apart[]
}

/** In the order of the list: what has waited longest comes first. */
export const sendingsOf = (waiting: readonly Quarantined[]): readonly Sending[] =>
  [...grouped(waiting, ({ account, device, problem, key }) => [account, device, problem, key].join(' '))].flatMap(
    ([key, pieces]) => {
      const [first] = pieces
      if (!first) return []
      const { problem, account, sender, tablet, time, key: fingerprint } = first
      const records = [...grouped(pieces, ({ work: { entity } }) => `${entity.kind}:${entity.id}`)].flatMap(([, own]) => {
        const entity = own[0]?.work.entity
        return entity ? [{ kind: entity.kind, entity: entity.id, pieces: own }] : []
      })
      return [{ key, problem, fingerprint, account, sender, tablet, since: time, records }]
    },
  )

const grouped = <Value>(
  values: readonly Value[],
  keyOfValue: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> => {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const key = keyOfValue(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}

export type Names = { readonly people: ReadonlyMap<string, string>; readonly records: ReadonlyMap<string, string> }

/** Who is said to have done it, as the work itself says. */
export const authorsIn = ({ records }: Sending): readonly string[] => [
  ...new Set(records.flatMap(({ pieces }) => pieces.flatMap(({ work: { author } }) => author ?? []))),
]

/** What this device can name of it: who sent it or is said to have done it, and records that it has. A new one has no name before it is admitted. */
export const namesIn = async (app: App, sendings: readonly Sending[]): Promise<Names> => {
  const people = new Map<string, string>()
  const records = new Map<string, string>()
  for (const sending of sendings) {
    const { sender, records: own } = sending
    for (const person of [sender?.person ?? [], sender ? [] : authorsIn(sending)].flat()) {
      const row = await rowAt(app.database, 'person', person)
      if (row) people.set(row.id, fullName(rowToPerson(row)))
    }
    for (const { kind, entity } of own) {
      const known = await rowAt(app.database, kind, entity)
      if (known) records.set(entity, await fullNameOfRecord(app, kind, known.fields))
    }
  }
  return { people, records }
}
