import { type Kysely, sql } from 'kysely'
import type { Operation } from '../../../core/protocol/operation.ts'
import { operationIn } from '../../../core/protocol/read-operation.ts'
import type { Tables } from '../schema.ts'
import { differences, hasOldWork } from './entity.ts'
import { type Erasures, verifyShell } from './erased.ts'
import type { Finding, Report } from './finding.ts'
import { othersNamed, type Told, toldAnew } from './told-anew.ts'

type Entity = Tables['entity']

/** Makes every entity anew from the log: its row, its place, what each receipt says and each move must come out the same. */
export const verifyEntities = async (trx: Kysely<Tables>, report: Report, erasures: Erasures): Promise<number> => {
  const since = await chainedSince(trx)
  let count = 0
  for await (const entities of entitiesIn(trx)) {
    const told = await toldOf(trx, entities)
    for (const entity of entities) {
      const work = told.get(keyOf(entity.kind, entity.id)) ?? []
      const erasing = erasures.of(entity)
      if (erasing !== undefined) {
        const rows = work.map(({ row }) => row)
        verifyShell(entity, rows, erasing, report)
        continue
      }
      const { found, isCertain } = await verifyEntity(trx, entity, work)
      const say = isCertain && !hasOldWork(work, since) ? report.finding : report.note
      for (const { table, key, column, what } of found) say(table, key, column, what)
    }
    count += entities.length
  }
  await verifyNoneBeside(trx, report)
  return count
}

const batch = 100

async function* entitiesIn(trx: Kysely<Tables>): AsyncGenerator<readonly Entity[]> {
  for (let after = { kind: '', id: '' }; ; ) {
    const found = await trx
      .selectFrom('entity')
      .selectAll()
      .where(({ eb, or, and }) => or([eb('kind', '>', after.kind), and([eb('kind', '=', after.kind), eb('id', '>', after.id)])]))
      .orderBy('kind')
      .orderBy('id')
      .limit(batch)
      .execute()
    const last = found.at(-1)
    if (last) yield found
    if (!last || found.length < batch) return
    after = last
  }
}

const keyOf = (kind: string, id: string): string => `${kind}/${id}`

/** The operations on these entities, each with the move that it made. */
const toldOf = async (trx: Kysely<Tables>, entities: readonly Entity[]): Promise<ReadonlyMap<string, readonly Told[]>> => {
  const ids = entities.map(({ id }) => id)
  const operations = await trx.selectFrom('operation').selectAll().where('entity_id', 'in', ids).execute()
  const moves = await trx
    .selectFrom('move')
    .selectAll()
    .where('operation', 'in', trx.selectFrom('operation').select('id').where('entity_id', 'in', ids))
    .execute()
  const moveOf = new Map(moves.map((move) => [move.operation, move]))
  const told = new Map<string, Told[]>()
  for (const row of operations) {
    const key = keyOf(row.entity_kind, row.entity_id)
    const list = told.get(key) ?? []
    list.push({ row, move: moveOf.get(row.id) })
    told.set(key, list)
  }
  return told
}

/**
 * Work that names what was done to something else was decided by what of that had come by then, which nobody knows any more:
 * no device makes such work, and whoever does must not be able to call the database damaged.
 */
const verifyEntity = async (
  trx: Kysely<Tables>,
  entity: Entity,
  told: readonly Told[],
): Promise<{ readonly found: readonly Finding[]; readonly isCertain: boolean }> => {
  const key = keyOf(entity.kind, entity.id)
  if (told.length === 0)
    return { found: [{ table: 'entity', key, column: 'id', what: 'nothing in the log made it' }], isCertain: true }
  const found = differences(entity, toldAnew(told, new Map()))
  const named = found.length > 0 ? othersNamed(told) : []
  const others = named.length > 0 ? await operationsBy(trx, named) : new Map()
  if (others.size === 0) return { found, isCertain: true }
  return { found: differences(entity, toldAnew(told, others)), isCertain: false }
}

/** When the database learnt protocol 2. */
const chainedSince = async (trx: Kysely<Tables>): Promise<string> => {
  const done = trx.withTables<{ kysely_migration: { readonly name: string; readonly timestamp: string } }>()
  const found = await done.selectFrom('kysely_migration').select('timestamp').where('name', '=', '0002-chains').executeTakeFirst()
  return found?.timestamp ?? ''
}

const operationsBy = async (trx: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, Operation>> => {
  const found = await trx.selectFrom('operation').select(['id', 'body']).where('id', 'in', ids).execute()
  return new Map(found.flatMap(({ id, body }) => [[id, operationIn(body)] as const]).filter(isRead))
}

const isRead = (entry: readonly [string, Operation | undefined]): entry is readonly [string, Operation] => entry[1] !== undefined

/** Work without its entity, and moves without their work, are met by nobody on the way. */
const verifyNoneBeside = async (trx: Kysely<Tables>, report: Report): Promise<void> => {
  const alone = await trx
    .selectFrom('operation')
    .leftJoin('entity', (join) =>
      join.onRef('entity.kind', '=', 'operation.entity_kind').onRef('entity.id', '=', 'operation.entity_id'),
    )
    .select('operation.id')
    .where('entity.id', 'is', null)
    .execute()
  for (const { id } of alone) report.finding('operation', id, 'entity_id', 'its entity is missing')
  const moves = await trx
    .selectFrom('move')
    .leftJoin('operation', 'operation.id', 'move.operation')
    .select('move.operation')
    .where(sql.ref('operation.id'), 'is', null)
    .execute()
  for (const { operation } of moves) report.finding('move', operation, 'operation', 'is not in the log')
}
