import type { StreamId } from '../../core/domain/id.ts'
import { beginning, type Cursors } from '../../core/protocol/cursor.ts'
import type { Hello } from '../../core/protocol/message/hello.ts'
import { sessionKeys } from './announce.ts'
import { behindKey } from './behind.ts'
import type { Database } from './database.ts'
import { letGo, takeAllHeld } from './held.ts'
import { lifeIn, lifeKey } from './life.ts'
import { onTheWay, unmark } from './on-the-way.ts'
import { dropDownloads, partsIn, partsKey } from './parts.ts'

export type Greeting = { readonly asked: readonly StreamId[]; readonly session: string; readonly newDevice: () => string }

/** Takes note of who answered, and says whether this is another epoch. Runs inside a transaction over rows, unsent, held, meta, and the tables of first downloads. */
export const greet = async (database: Database, hello: Hello, { asked, session, newDevice }: Greeting): Promise<boolean> => {
  const [key, epoch, known, incarnation, announced, life] = await database.meta.bulkGet([
    'server-key',
    'epoch',
    'cursors',
    ...sessionKeys,
    lifeKey,
  ])
  if (!key) await database.meta.put({ key: 'server-key', value: hello.key })
  const named = announced?.value ?? session
  if (hello.forked) await takeNewName(database, newDevice(), session)
  else if (incarnation?.value !== named) await database.meta.put({ key: 'incarnation', value: named })

  let cursors = (known?.value ?? {}) as Cursors
  if (epoch?.value !== hello.epoch) {
    if (epoch) await sendAgain(database)
    if (epoch) await database.meta.put({ key: lifeKey, value: lifeIn(life) + 1 })
    cursors = Object.fromEntries(Object.keys(cursors).map((stream) => [stream, beginning]))
    await database.meta.bulkPut([
      { key: 'epoch', value: hello.epoch },
      { key: behindKey, value: Object.keys(cursors) },
    ])
    await database.meta.delete('witness')
  }
  const gone = asked.filter((stream) => !Object.hasOwn(hello.streams, stream))
  if (gone.length > 0) {
    // [D8] What is unsent lies elsewhere and stays.
    await database.rows.where('stream').anyOf(gone).delete()
    await dropDownloads(database, gone)
    await forgetParts(database, gone)
    cursors = Object.fromEntries(Object.entries(cursors).filter(([stream]) => !gone.includes(stream as StreamId)))
  }
  if (cursors !== known?.value) await database.meta.put({ key: 'cursors', value: cursors })
  await letGo(database, hello)
  return epoch?.value !== hello.epoch
}

const forgetParts = async ({ meta }: Database, gone: readonly string[]): Promise<void> => {
  const known = Object.entries(partsIn(await meta.get(partsKey)))
  const left = known.filter(([stream]) => !gone.includes(stream))
  if (left.length < known.length) await meta.put({ key: partsKey, value: Object.fromEntries(left) })
}

/** [D10] A copy of this device lives elsewhere under the same name. Work made under the old name is sent as it is. */
const takeNewName = async (database: Database, device: string, session: string): Promise<void> => {
  await database.meta.bulkPut([
    { key: 'device', value: device },
    { key: 'chain', value: { lsn: 0, hash: '' } },
    { key: 'announced', value: session },
  ])
  await database.meta.delete('incarnation')
}

/** [D7] A restored server may lack what it had: everything not known to be safe beyond it goes on the outbox again. */
const sendAgain = async (database: Database): Promise<void> => {
  const held = await takeAllHeld(database)
  if (held.length === 0) return
  await database.unsent.bulkPut([...held])
  const ids = held.map(({ id }) => id)
  await unmark(database, await onTheWay(database), ids)
}
