import type { Transaction } from 'kysely'
import { rowText } from '../../core/protocol/row-text.ts'
import { isPostgres } from './among.ts'
import type { Past } from './decide.ts'
import type { Numbered } from './numbered.ts'
import { type Rows, rowByRow } from './row-by-row.ts'
import type { Tables } from './schema.ts'
import { scopeColumns } from './scope/columns.ts'
import { together, type Write, wrote } from './together.ts'

/**
 * Writes what was taken. Where several endpoints share a database, another may have changed an entity between our reading it and
 * our taking places: that row is not written, and the whole is decided again on what is there now.
 */
export const keepTaken = async (trx: Transaction<Tables>, taken: Numbered, past: Past): Promise<void> => {
  if (taken.operations.length === 0) return
  const rows = rowsOf(taken, past)
  if (!isPostgres(trx)) return rowByRow(trx, rows)
  const { heads, operations, moves, entities } = rows
  const writes = [...linked(heads), inserted('operation', operations), ...(moves.length > 0 ? [inserted('move', moves)] : [])]
  const count = heads.size + operations.length + moves.length + entities.length
  await together(trx, [...writes, ...put(entities)], count)
}

const rowsOf = (taken: Numbered, past: Past): Rows => ({
  heads: taken.heads,
  operations: taken.operations.map(({ taken: { operation, sent }, receipt, place }) => ({
    id: operation.id,
    stream: place.stream,
    seq: place.seq,
    device: operation.device,
    lsn: operation.lsn,
    entity_kind: operation.entity.kind,
    entity_id: operation.entity.id,
    hash: sent.hash,
    chain: place.chain,
    body: sent.body,
    signature: sent.signature ?? null,
    receipt: JSON.stringify(receipt),
  })),
  moves: movesOf(taken),
  entities: taken.rows.map(({ row, seq }) => {
    const { kind, id, stream, rev } = row
    const entity = { kind, id, stream, ...scopeColumns(row), seq, rev, row: rowText(row) }
    return { entity, before: past.row(kind, id)?.rev ?? 0 }
  }),
})

/** [S7] An entity that moves leaves the old stream at the place of the operation and comes into the new one at a place there. */
const movesOf = ({ operations }: Numbered): readonly Tables['move'][] =>
  operations.flatMap(({ taken: { operation, rev }, place, arrival }) =>
    arrival
      ? {
          operation: operation.id,
          stream: place.stream,
          seq: place.seq,
          home: arrival.stream,
          home_seq: arrival.seq,
          home_chain: arrival.chain,
          kind: operation.entity.kind,
          id: operation.entity.id,
          rev,
        }
      : [],
  )

/** Each stream's chain goes on from here. */
const linked = (heads: Numbered['heads']): readonly Write[] =>
  [...heads].map(
    ([id, { chain }]): Write =>
      (db) =>
        db.updateTable('stream').set({ chain }).where('id', '=', id).returning(wrote),
  )

const inserted =
  <Table extends 'operation' | 'move'>(table: Table, rows: readonly Tables[Table][]): Write =>
  (db) =>
    db
      .insertInto(table as 'operation')
      .values(rows as readonly Tables['operation'][])
      .returning(wrote)

/** The rows, those together that grew by as many operations: each is written only over the rev on which it was decided. */
const put = (entities: Rows['entities']): readonly Write[] => {
  const grown = new Map<number, Tables['entity'][]>()
  for (const { entity, before } of entities) {
    const by = entity.rev - before
    const those = grown.get(by)
    if (those) those.push(entity)
    else grown.set(by, [entity])
  }
  return [...grown].map(([by, those]) => putGrownBy(by, those))
}

const putGrownBy =
  (by: number, rows: readonly Tables['entity'][]): Write =>
  (db) =>
    db
      .insertInto('entity')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'id'])
          .doUpdateSet((eb) => ({
            stream: eb.ref('excluded.stream'),
            seq: eb.ref('excluded.seq'),
            rev: eb.ref('excluded.rev'),
            row: eb.ref('excluded.row'),
            campaign: eb.ref('excluded.campaign'),
            assignment: eb.ref('excluded.assignment'),
            person: eb.ref('excluded.person'),
            unit: eb.ref('excluded.unit'),
            assessors: eb.ref('excluded.assessors'),
            shown: eb.ref('excluded.shown'),
            outline: eb.ref('excluded.outline'),
          }))
          .where((eb) => eb('entity.rev', '=', eb('excluded.rev', '-', by))),
      )
      .returning(wrote)
