import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

/** One place of a stream: an operation that is told there, or an entity that came from another stream. */
export type Place = {
  readonly seq: number
  readonly chain: string
  readonly operation: string
  /** The hash of the operation; undefined where there is no such operation. */
  readonly hash: string | undefined
  /** Present where the operation itself lies here. */
  readonly row: Tables['operation'] | undefined
}

const batch = 500

/** The places of a stream in their order, read a batch at a time: a log may be larger than the memory. */
export async function* placesOf(trx: Kysely<Tables>, stream: string): AsyncGenerator<Place> {
  for (let after = -1; ; ) {
    const rows = await trx
      .selectFrom('operation')
      .selectAll()
      .where('stream', '=', stream)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(batch)
      .execute()
    const upTo = rows.length < batch ? undefined : rows.at(-1)?.seq
    const places = [...rows.map(ofOperation), ...(await arrivals(trx, stream, after, upTo))]
    yield* places.sort((a, b) => a.seq - b.seq)
    if (upTo === undefined) return
    after = upTo
  }
}

const ofOperation = (row: Tables['operation']): Place => ({
  seq: row.seq,
  chain: row.chain,
  operation: row.id,
  hash: row.hash,
  row,
})

const arrivals = async (
  trx: Kysely<Tables>,
  stream: string,
  after: number,
  upTo: number | undefined,
): Promise<readonly Place[]> => {
  const all = trx
    .selectFrom('move')
    .leftJoin('operation', 'operation.id', 'move.operation')
    .select(['move.home_seq', 'move.home_chain', 'move.operation', 'operation.hash'])
    .where('move.home', '=', stream)
    .where('move.home_seq', '>', after)
  const found = await (upTo === undefined ? all : all.where('move.home_seq', '<=', upTo)).execute()
  return found.map(({ home_seq, home_chain, operation, hash }) => ({
    seq: home_seq,
    chain: home_chain,
    operation,
    hash: hash ?? undefined,
    row: undefined,
  }))
}
