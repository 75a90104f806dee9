import type { Kysely } from 'kysely'
import { lineOf } from '../../../core/protocol/envelope.ts'
import { linkOf } from '../../hash.ts'
import { readSent } from '../intake.ts'
import type { Tables } from '../schema.ts'
import type { DeviceChains } from './devices.ts'
import type { Erasures } from './erased.ts'
import type { Report } from './finding.ts'
import { type Place, placesOf } from './place.ts'

type Parts = { readonly report: Report; readonly devices: DeviceChains; readonly erasures: Erasures }

/** Walks every stream from its first place to its head: no hole, no link that does not follow, no text that is not as it was made. */
export const verifyStreams = async (trx: Kysely<Tables>, parts: Parts): Promise<number> => {
  const { report } = parts
  let operations = 0
  for (const stream of await trx.selectFrom('stream').selectAll().orderBy('id').execute()) {
    let last = { seq: 0, chain: '' }
    for await (const place of placesOf(trx, stream.id)) {
      verifyPlace(stream.id, place, last, report)
      if (place.row) {
        verifyText(place.row, parts)
        operations += 1
      }
      last = place
    }
    if (stream.head !== last.seq) report.finding('stream', stream.id, 'head', `is ${stream.head}, the log ends at ${last.seq}`)
    if (stream.chain !== last.chain) report.finding('stream', stream.id, 'chain', 'is not the last link of the log')
    if (!(stream.durable >= 0 && stream.durable <= stream.head))
      report.finding('stream', stream.id, 'durable', 'lies outside of the log')
  }
  await verifyHomes(trx, report)
  return operations
}

const verifyPlace = (
  stream: string,
  place: Place,
  before: { readonly seq: number; readonly chain: string },
  report: Report,
): void => {
  const [table, column] = place.row ? (['operation', 'chain'] as const) : (['move', 'home_chain'] as const)
  if (place.seq !== before.seq + 1)
    report.finding(table, place.operation, place.row ? 'seq' : 'home_seq', `${stream} goes from ${before.seq} to ${place.seq}`)
  if (place.hash === undefined) report.finding(table, place.operation, 'operation', 'is not in the log')
  else if (linkOf(before.chain, place.hash) !== place.chain)
    report.finding(table, place.operation, column, `does not follow in ${stream}`)
}

const verifyText = (row: Tables['operation'], { report, devices, erasures }: Parts): void => {
  const say = (column: string, what: string) => report.finding('operation', row.id, column, what)
  const isErased = erasures.of({ kind: row.entity_kind, id: row.entity_id }) !== undefined && !erasures.isErasing(row.id)
  if (isErased) {
    if (row.body !== '') say('body', 'was erased, and is here')
    devices.erased(row.hash)
    return
  }
  const sent = readSent(lineOf({ hash: row.hash, text: row.body, signature: row.signature ?? undefined }))
  if (sent.hash !== row.hash) say('body', 'does not hash to what is recorded')
  if (!sent.readable) {
    say('body', `is refused today: ${sent.problem.problem}`)
    return
  }
  const { id, device, lsn, entity } = sent.operation
  const columns = { id, device, lsn, entity_kind: entity.kind, entity_id: entity.id }
  for (const [column, value] of Object.entries(columns))
    if (row[column as keyof typeof columns] !== value) say(column, 'is not what the text says')
  devices.add(sent.operation, row.hash)
}

/** Operations and entities in a stream that nobody knows would not be met on the walk. */
const verifyHomes = async (trx: Kysely<Tables>, report: Report): Promise<void> => {
  const known = trx.selectFrom('stream').select('id')
  const operations = await trx.selectFrom('operation').select('id').where('stream', 'not in', known).execute()
  for (const { id } of operations) report.finding('operation', id, 'stream', 'is not in the list of streams')
  const moves = await trx.selectFrom('move').select('operation').where('home', 'not in', known).execute()
  for (const { operation } of moves) report.finding('move', operation, 'home', 'is not in the list of streams')
}
