import { type Kysely, sql } from 'kysely'
import { fullName } from '../../../core/domain/person.ts'
import type { OwnTrace } from '../../../core/exchange/own-file.ts'
import { rowToPerson } from '../../../core/protocol/entities.ts'
import { operationIn } from '../../../core/protocol/read-operation.ts'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Tables } from '../schema.ts'

type Told = { readonly time: string; readonly action: string; readonly object: string; readonly by: string | null }

/** Who changed, read or exported these entities, newest first. Work of one person on one thing on one day counts once. */
export const traceOf = async (trx: Kysely<Tables>, ids: readonly string[]): Promise<readonly OwnTrace[]> => {
  if (ids.length === 0) return []
  const told = [...(await changes(trx, ids)), ...(await readings(trx, ids))]
  const byDay = new Map<string, Told>()
  for (const one of told) {
    const key = [one.time.slice(0, 10), one.action, one.object, one.by].join(' ')
    const known = byDay.get(key)
    if (!known || known.time < one.time) byDay.set(key, one)
  }
  const all = [...byDay.values()].sort((a, b) => (a.time < b.time ? 1 : -1))
  const names = await namesOf(
    trx,
    all.flatMap(({ by }) => by ?? []),
  )
  return all.map(({ by, ...one }) => ({ ...one, by: by ? (names.get(by) ?? null) : null }))
}

/** By the person in whose name the work was done. */
const changes = async (trx: Kysely<Tables>, ids: readonly string[]): Promise<readonly Told[]> => {
  const found = await trx
    .selectFrom('operation')
    .select(['body', 'receipt', 'entity_kind', 'entity_id'])
    .where('entity_id', 'in', ids)
    .execute()
  return found.flatMap(({ body, receipt, entity_kind, entity_id }) => {
    const operation = operationIn(body)
    const { time } = JSON.parse(receipt) as { readonly time: string }
    return operation ? [{ time, action: operation.kind, object: `${entity_kind}/${entity_id}`, by: operation.author }] : []
  })
}

/** By the person of the account that read. */
const readings = async (trx: Kysely<Tables>, ids: readonly string[]): Promise<readonly Told[]> => {
  const found = await trx
    .selectFrom('audit')
    .leftJoin('account', 'account.id', 'audit.account')
    .select(['audit.time', 'audit.action', 'audit.objects', 'account.person'])
    .where('audit.action', 'in', ['read', 'exported', 'erasure'])
    .where(({ or }) => or(ids.map((id) => sql<boolean>`audit.objects like ${`%${id.replaceAll(/[!_%]/g, '!$&')}%`} escape '!'`)))
    .execute()
  return found.flatMap(({ time, action, objects, person }) => {
    const object = (JSON.parse(objects) as readonly string[]).find((one) => ids.some((id) => one.includes(id)))
    return object ? [{ time, action, object, by: person }] : []
  })
}

const namesOf = async (trx: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const found = await trx
    .selectFrom('entity')
    .select(['id', 'row'])
    .where('kind', '=', 'person')
    .where('id', 'in', wanted)
    .execute()
  return new Map(
    found.map(({ id, row }) => [id, fullName(rowToPerson(rowIn(row)))] as const).filter(([, name]) => name.trim() !== ''),
  )
}
