import { CompiledQuery, type Transaction } from 'kysely'
import type { Numbered } from './numbered.ts'
import type { Tables } from './schema.ts'
import { eachRow } from './sqlite-dialect.ts'
import { Overtaken } from './transaction.ts'

/** The rows that a batch writes. */
export type Rows = {
  readonly heads: Numbered['heads']
  readonly operations: readonly Tables['operation'][]
  readonly moves: readonly Tables['move'][]
  /** `before` is the rev on which each was decided. */
  readonly entities: readonly { readonly entity: Tables['entity']; readonly before: number }[]
}

/** Into SQLite they go one by one, by statements that it reads once: there is no way between it and us that many would share. */
export const rowByRow = async (trx: Transaction<Tables>, { heads, operations, moves, entities }: Rows): Promise<void> => {
  const ofEntities = entities.map(({ entity, before }) => [...valuesOf(entityColumns, entity), before])
  const wanted = heads.size + operations.length + moves.length + entities.length
  const written =
    (await run(
      trx,
      linking,
      [...heads].map(([id, { chain }]) => [chain, id]),
    )) +
    (await run(
      trx,
      insertingOperations,
      operations.map((row) => valuesOf(operationColumns, row)),
    )) +
    (await run(
      trx,
      insertingMoves,
      moves.map((row) => valuesOf(moveColumns, row)),
    )) +
    (await run(trx, puttingEntities, ofEntities))
  if (written !== wanted) throw new Overtaken('a row was changed meanwhile')
}

const run = async (trx: Transaction<Tables>, sql: string, rows: readonly (readonly unknown[])[]): Promise<number> => {
  if (rows.length === 0) return 0
  const { numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(sql, [...rows]))
  return Number(numAffectedRows ?? 0)
}

const valuesOf = <Table extends object>(columns: readonly (keyof Table)[], row: Table): readonly unknown[] =>
  columns.map((column) => row[column])

const quoted = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ')
const inserting = (table: keyof Tables, columns: readonly string[]): string =>
  `insert into "${table}" (${quoted(columns)}) values (${columns.map(() => '?').join(', ')})`

const operationColumns = [
  'id',
  'stream',
  'seq',
  'device',
  'lsn',
  'entity_kind',
  'entity_id',
  'hash',
  'chain',
  'body',
  'signature',
  'receipt',
] as const satisfies readonly (keyof Tables['operation'])[]
const moveColumns = [
  'operation',
  'stream',
  'seq',
  'home',
  'home_seq',
  'home_chain',
  'kind',
  'id',
  'rev',
] as const satisfies readonly (keyof Tables['move'])[]
const changing = [
  'stream',
  'seq',
  'rev',
  'row',
  'campaign',
  'assignment',
  'person',
  'unit',
  'assessors',
  'shown',
  'outline',
] as const satisfies readonly (keyof Tables['entity'])[]
const entityColumns = ['kind', 'id', ...changing] as const

const linking = `update "stream" set "chain" = ? where "id" = ? ${eachRow}`
const insertingOperations = `${inserting('operation', operationColumns)} ${eachRow}`
const insertingMoves = `${inserting('move', moveColumns)} ${eachRow}`
const puttingEntities = `${inserting('entity', entityColumns)} on conflict ("kind", "id") do update
  set ${changing.map((column) => `"${column}" = excluded."${column}"`).join(', ')} where "entity"."rev" = ? ${eachRow}`
