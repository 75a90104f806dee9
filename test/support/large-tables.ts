import type { Kysely } from 'kysely'
import type { StreamId } from '../../src/core/domain/id.ts'
import type { EntityKind } from '../../src/core/protocol/operation.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import { rowText } from '../../src/core/protocol/row-text.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { scopeColumns } from '../../src/server/store/scope/columns.ts'

export type Planted = { readonly kind: EntityKind; readonly id: string; readonly stream: string; readonly fields: Row['fields'] }

/** Puts rows where the log would have put them, past the log: by the ten thousand that would take minutes. Each stream's head stands behind them. */
export const plant = async (db: Kysely<Tables>, planted: readonly Planted[]): Promise<void> => {
  const heads = new Map<string, number>()
  const rows = planted.map(({ kind, id, stream, fields }) => {
    const seq = (heads.get(stream) ?? 0) + 1
    heads.set(stream, seq)
    const row: Row = { kind, id, stream: stream as StreamId, rev: 1, fields, writers: {}, conflicts: [], versions: [] }
    return { kind, id, stream, seq, rev: 1, row: rowText(row), ...scopeColumns(row) }
  })
  const streams = [...heads].map(([id, head]) => ({ id, head, chain: `chain-of-${id}`, durable: 0 }))
  await db.transaction().execute(async (trx) => {
    for (const some of batches(streams)) await trx.insertInto('stream').values(some).execute()
    for (const some of batches(rows)) await trx.insertInto('entity').values(some).execute()
  })
}

const size = 500

const batches = <One>(all: readonly One[]): readonly (readonly One[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
