// @vitest-environment node
import { expect, it } from 'vitest'
import { behindIn, behindKey } from '../../../src/client/storage/behind.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import type { Send } from '../../../src/client/sync/send.ts'
import { ok } from '../../../src/core/domain/result.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { answerTo, exchangeOf, loopback, spoken } from '../../support/loopback.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { change, line, mark, operation, stream } from '../../support/operations.ts'

let opened = 0

/** A device that follows a site, of which headquarters tells two rows a page. */
const deviceAt = async (rows: number) => {
  const log = memoryServerLog({ page: { changes: 2, bytes: 1e9 } })
  const people = Array.from({ length: rows }, (_, at) =>
    operation({ entity: { kind: 'person', id: `p-${at}` }, set: { grade: 'A' } }),
  )
  await log.append(people.map(line), { device: 'x', time: 't' })
  const database = openDatabase(`behind-${opened++}`)
  await database.meta.bulkPut([
    { key: 'device', value: 'tablet-1' },
    { key: 'cursors', value: { [stream]: beginning } },
  ])
  const replica = dexieReplica(database, { session: 's-1', newDevice: () => 'tablet-2' })
  const speak = (send: Send = loopback(log)) => syncOnce(exchangeOf({ replica, send }))
  const behind = async () => behindIn(await database.meta.get(behindKey))
  return { database, log, replica, speak, behind }
}

it('[D5] knows a stream that a cut reply left unfinished, until an exchange has told it to its end', async () => {
  const { log, speak, behind } = await deviceAt(7)
  const cut: Send = async (body) => ok(spoken((await answerTo(log, body)).slice(0, 6)))
  expect((await speak(cut)).ok).toBe(false)
  expect(await behind()).toEqual([stream])
  expect((await speak()).ok).toBe(true)
  expect(await behind()).toEqual([])
})

it('[D5] counts a stream that became known with a reply as unfinished: nobody has told how much there is of it', async () => {
  const { replica, speak, behind } = await deviceAt(1)
  await speak()
  const site = change(2, { kind: 'unit', id: 'site-2', fields: { site: true } })
  const page = { epoch: 'memory', time: 't', marks: [mark(2)], whole: [], heads: { [stream]: 2 } }
  await replica.take({ ...page, changes: [site] })
  expect(await behind()).toEqual(['site-2'])
  await replica.take({ ...page, changes: [], marks: [], whole: ['site-2' as never] })
  expect(await behind()).toEqual([])
})

it('[D15] counts a stream of which another part is told anew as unfinished, wherever its cursor stands', async () => {
  const { replica, speak, behind } = await deviceAt(2)
  await speak()
  const page = { epoch: 'memory', time: 't', changes: [], whole: [], heads: { [stream]: 2 } }
  await replica.take({ ...page, marks: [mark(2)], scope: { [stream]: 'another' } })
  expect(await behind()).toEqual([stream])
})

it('[D7] counts every stream as unfinished from the moment another life of headquarters is met', async () => {
  const { database, log, speak, behind } = await deviceAt(2)
  await speak()
  await database.meta.put({ key: 'epoch', value: 'former' })
  await speak(async (body) => ok(spoken((await answerTo(log, body)).slice(0, 1))))
  expect(await behind()).toEqual([stream])
})

it('writes nothing of it in exchanges that bring all there is', async () => {
  const { database, speak } = await deviceAt(2)
  await speak()
  await database.meta.delete(behindKey)
  await speak()
  expect(await database.meta.get(behindKey)).toBeUndefined()
})
