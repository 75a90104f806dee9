import type { Transaction } from 'kysely'
import type { Row } from '../../core/protocol/row.ts'
import { rowText } from '../../core/protocol/row-text.ts'
import type { Past } from './decide.ts'
import type { Numbered } from './numbered.ts'
import type { Tables } from './schema.ts'
import { scopeColumns } from './scope/columns.ts'
import { together, type Write, wrote } from './together.ts'

/**
 * Writes what was taken. Where several endpoints share a database, another may have changed an entity between our reading it and
 * our taking places: that row is not written, and the whole is decided again on what is there now.
 */
export const keepTaken = async (trx: Transaction<Tables>, taken: Numbered, past: Past): Promise<void> => {
  if (taken.operations.length === 0) return
  const moves = movesOf(taken)
  const writes = [...linked(taken), operations(taken), ...(moves.length > 0 ? [moved(moves)] : []), ...entities(taken, past)]
  await together(trx, writes, taken.heads.size + taken.operations.length + moves.length + taken.rows.length)
}

/** Each stream's chain goes on from here. */
const linked = ({ heads }: Numbered): readonly Write[] =>
  [...heads].map(
    ([id, { chain }]): Write =>
      (db) =>
        db.updateTable('stream').set({ chain }).where('id', '=', id).returning(wrote),
  )

const operations =
  ({ operations }: Numbered): Write =>
  (db) =>
    db
      .insertInto('operation')
      .values(
        operations.map(({ taken: { operation, sent }, receipt, place }) => ({
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
      )
      .returning(wrote)

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

const moved =
  (moves: readonly Tables['move'][]): Write =>
  (db) =>
    db.insertInto('move').values(moves).returning(wrote)

/** The rows, those together that grew by as many operations: each is written only over the rev on which it was decided. */
const entities = ({ rows }: Numbered, past: Past): readonly Write[] => {
  const grown = new Map<number, Numbered['rows'][number][]>()
  for (const one of rows) {
    const by = one.row.rev - (past.row(one.row.kind, one.row.id)?.rev ?? 0)
    const those = grown.get(by)
    if (those) those.push(one)
    else grown.set(by, [one])
  }
  return [...grown].map(([by, those]) => entitiesGrownBy(by, those))
}

const entitiesGrownBy =
  (by: number, rows: Numbered['rows']): Write =>
  (db) =>
    db
      .insertInto('entity')
      .values(rows.map(({ row, seq }) => ({ ...placeOf(row), ...scopeColumns(row), seq, rev: row.rev, row: rowText(row) })))
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

const placeOf = ({ kind, id, stream }: Row) => ({ kind, id, stream })
