import type { OperationId } from '../../core/domain/id.ts'
import { textIn } from '../../core/domain/text.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import type { Row } from '../../core/protocol/row.ts'
import { standingVersions } from '../../core/protocol/versions.ts'
import type { App } from './app.ts'
import { type GivenValue, namesOf } from './conflicts.ts'
import { ownPacks } from './own.ts'
import { people, rowAt, units } from './read.ts'
import { type Signature, signaturesOf } from './signatures.ts'

export type DisputedField = { readonly field: string; readonly standing: GivenValue; readonly others: readonly GivenValue[] }

/** What waits for a person in anything that is no assessment: a person, a post, a campaign that is being prepared … */
export type RowDispute = {
  readonly row: Row
  readonly fields: readonly DisputedField[]
  /** Signatures that did not know one another, where there are any; the first counts meanwhile. */
  readonly standing: readonly (Signature & { readonly content: Row['fields'] })[]
  /** Published or immutable: what stands can only be kept. */
  readonly frozen: boolean
  readonly late: readonly OperationId[]
  /** Names of the people, units and packs that values speak of, by their id. */
  readonly names: ReadonlyMap<string, string>
}

/** Null when this device has no such row. */
export const rowDisputeOf = async (app: App, kind: EntityKind, id: string, language: string): Promise<RowDispute | null> => {
  const { database } = app
  const row = await rowAt(database, kind, id)
  if (!row) return null
  const hands = row.conflicts.flatMap(({ author, standing }) => [author, standing?.author])
  const [authors, signatures, names] = await Promise.all([
    namesOf(database, hands),
    signaturesOf(database, row),
    namesIn(app, language),
  ])
  const contents = new Map(row.versions.map(({ operation, content }) => [operation, content]))
  const standing = signatures
    .filter(({ state }) => state !== 'amended')
    .sort((a) => (a.state === 'counts' ? -1 : 1))
    .map((signature) => ({ ...signature, content: contents.get(signature.operation) ?? {} }))
  const fields = [...new Set(row.conflicts.map(({ field }) => field))].map((field): DisputedField => {
    const here = row.conflicts.filter((conflict) => conflict.field === field)
    const by = (author: string | null | undefined): string | null => (author && authors.get(author)) || null
    const hand = here[0]?.standing
    return {
      field,
      standing: {
        value: row.fields[field] ?? null,
        operation: row.writers[field] ?? ('' as OperationId),
        author: by(hand?.author),
        wall: hand?.wall ?? null,
      },
      others: here.map(({ value, operation, author, wall }) => ({ value, operation, author: by(author), wall })),
    }
  })
  return {
    row,
    fields,
    standing: standing.length > 1 ? standing : [],
    frozen: isFrozen(row),
    late: [...new Set(row.conflicts.map(({ operation }) => operation))],
    names,
  }
}

const isFrozen = ({ kind, fields, versions }: Row): boolean =>
  kind === 'pack' ||
  kind === 'assignment' ||
  (kind === 'campaign' && (fields['published'] ?? null) !== null) ||
  standingVersions(versions).length === 1

const namesIn = async (app: App, language: string): Promise<ReadonlyMap<string, string>> => {
  const [known, places, packs] = await Promise.all([people(app.database), units(app.database), ownPacks(app)])
  return new Map<string, string>([
    ...known.map(({ id, familyName, givenName }): [string, string] => [id, `${givenName} ${familyName}`]),
    ...places.map(({ id, name }): [string, string] => [id, name]),
    ...packs.map(({ id, pack }): [string, string] => [id, `${textIn(pack.name, language)} ${pack.version}`]),
    ...packs.flatMap(({ pack }) => pack.jobs.map(({ code, name }): [string, string] => [code, textIn(name, language)])),
    ...packs.flatMap(({ pack }) =>
      pack.framework.competencies.map(({ code, name }): [string, string] => [code, textIn(name, language)]),
    ),
  ])
}

/** What a row is called by those who know it; empty when nothing names it. */
export const nameOfRow = (fields: { readonly [field: string]: Json }): string =>
  String(fields['name'] || fields['title'] || [fields['familyName'], fields['givenName']].filter(Boolean).join(' ') || '')
