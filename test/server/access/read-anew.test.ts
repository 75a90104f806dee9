import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Access } from '../../../src/core/protocol/access/account.ts'
import { beginning, type Cursors } from '../../../src/core/protocol/cursor.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { readAnew } from '../../../src/server/access/exchange.ts'
import type { Parts } from '../../../src/server/access/parts.ts'
import { namedRowsRoute } from '../../../src/server/http/segments-route.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openSqlite } from '../../../src/server/store/open-sqlite.ts'
import { traceOf } from '../../../src/server/store/personal/trace.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { keptSegments } from '../../../src/server/store/segments/kept-segments.ts'
import { line } from '../../support/operations.ts'
import { scratchFolder } from '../../support/server-process.ts'
import { accessOf, officeOfUnit, operationsOf, siteOf, streamsOf } from '../../support/two-administrations.ts'

const time = '2026-11-22T09:00:00.000Z'
const folder = scratchFolder()
const streams = streamsOf('a')
let db: Kysely<Tables>
let log: ServerLog

beforeAll(async () => {
  db = await openSqlite(join(folder.path, 'palier.db'))
  log = await openLog(db)
  await log.append(operationsOf('a').map(line), { device: 'd', time })
})
afterAll(async () => {
  await log.close()
  folder.remove()
})

const meet = async (cursors: Cursors, access: Access) => {
  const { epoch } = await log.page({})
  return log.meet({ device: 'tablet-1', incarnation: null, epoch, cursors, access })
}

/** The places of a device that has heard all that there is for it. */
const heardAll = async (access: Access): Promise<Cursors> => {
  let cursors: Cursors = Object.fromEntries(streams.map((stream) => [stream, beginning]))
  for (let more = true; more; ) {
    const page = await log.page(cursors, access)
    cursors = { ...cursors, ...Object.fromEntries(page.marks.map(({ stream, cursor }) => [stream, cursor])) }
    more = page.more
  }
  return cursors
}

it('is written down for every stream that is begun, and for none of which everything was told', async () => {
  const access = accessOf('a', 'hr-director', { units: [officeOfUnit('a', 'north')] })
  const fresh = Object.fromEntries(streams.map((stream) => [stream, beginning]))
  expect(readAnew(await meet(fresh, access))).toEqual(streams)
  expect(readAnew(await meet(await heardAll(access), access))).toEqual([])
  const whole = accessOf('a', 'hr-director')
  expect(readAnew(await meet(await heardAll(whole), whole))).toEqual([])
})

it('is written down where more of a stream comes into sight than was told before', async () => {
  const access = accessOf('a', 'hr-director', { units: [officeOfUnit('a', 'north')] })
  const cursors = await heardAll(access)
  const wider = { ...access, units: [officeOfUnit('a', 'north'), officeOfUnit('a', 'south')] }
  expect(readAnew(await meet(cursors, wider))).toEqual(['a', siteOf('a', 'south')])
  expect(readAnew(await meet(cursors, accessOf('a', 'hr-director')))).toEqual(streams)
})

it('is found by the officer whose file was asked for by the beginning of its name', async () => {
  const access = accessOf('a', 'hr-director')
  const route = namedRowsRoute({ store: keptSegments(db) }, { db, now: () => time } as Parts)
  const sent: string[] = []
  const reply = { type: () => reply, send: (text: string) => sent.push(text) } as unknown as FastifyReply
  const params = { stream: siteOf('a', 'north'), beginning: 'a.assignment.nor' }
  await route({ params, access } as unknown as FastifyRequest, reply)
  expect(sent.join('')).toContain('"a.assignment.north"')
  const trace = await traceOf(db, ['a.assignment.north'])
  expect(trace.filter(({ action }) => action === 'read')).toMatchObject([{ time, object: 'a.assignment.north' }])
})
