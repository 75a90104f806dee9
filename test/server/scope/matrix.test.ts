import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import type { Kysely, Transaction } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../../../src/core/protocol/access/account.ts'
import { openGate } from '../../../src/server/access/gate.ts'
import { tokenHash } from '../../../src/server/access/secrets.ts'
import { shapes } from '../../../src/server/http/interface.ts'
import { openRates } from '../../../src/server/http/rates.ts'
import { buildServer } from '../../../src/server/http/server.ts'
import { setAside } from '../../../src/server/store/courier/set-aside.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openSqlite } from '../../../src/server/store/open-sqlite.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { openQuarantine } from '../../../src/server/store/scope/open-quarantine.ts'
import { keptSegments } from '../../../src/server/store/segments/kept-segments.ts'
import { snapshotOf } from '../../../src/server/store/segments/snapshot.ts'
import { type Kept, type Request, requests } from '../../support/matrix-requests.ts'
import { line, operation } from '../../support/operations.ts'
import { scratchFolder } from '../../support/server-process.ts'
import { accessOf, operationsOf, personOf, siteOf, streamsOf } from '../../support/two-administrations.ts'

const time = '2026-11-22T09:00:00.000Z'
const folder = scratchFolder()
let db: Kysely<Tables>
let app: FastifyInstance
let kept: Kept

type Caller = { readonly token: string; readonly access?: Access; readonly mayHear: RegExp }

/** Of its own administration everything; of the own office; nothing at all. */
const [everything, north, nothing] = [/canari-a-/, /canari-a-(all|north)/, /^(?!)/]
const callers: { readonly [name: string]: Caller } = {
  administrator: { token: 'administrator', access: accessOf('a', 'administrator', { person: null }), mayHear: everything },
  champion: { token: 'champion', access: accessOf('a', 'champion'), mayHear: everything },
  director: { token: 'director', access: accessOf('a', 'hr-director'), mayHear: everything },
  supervisor: {
    token: 'supervisor',
    access: accessOf('a', 'supervisor', { person: personOf('a', 'supervisor.north') }),
    mayHear: north,
  },
  assessor: { token: 'assessor', access: accessOf('a', 'assessor', { person: personOf('a', 'assessor.north') }), mayHear: north },
  officer: { token: 'officer', access: accessOf('a', 'officer', { person: personOf('a', 'officer.north') }), mayHear: north },
  'supervisor without a unit': {
    token: 'unitless',
    access: accessOf('a', 'supervisor', { person: null }),
    mayHear: /canari-a-all/,
  },
  'revoked tablet': { token: 'revoked', access: accessOf('a', 'hr-director', { revoked: true }), mayHear: nothing },
  'session that ended': { token: 'ended', access: accessOf('a', 'hr-director'), mayHear: nothing },
  'tablet alone': { token: 'tablet', mayHear: nothing },
  nobody: { token: '', mayHear: nothing },
}

const bearer = (token: string): string => token.padEnd(43, 'x')

/** Sessions as they are, before every request that may end one. */
const seat = (): Promise<void> => db.transaction().execute(seatIn)

const seatIn = async (trx: Transaction<Tables>): Promise<void> => {
  for (const table of ['session', 'account', 'tablet', 'tries'] as const) await trx.deleteFrom(table).execute()
  const tablet = { administration: 'a', name: 'T', enrolled: time, app: 'test' }
  for (const [id, state] of [
    ['tablet', 'active'],
    ['lost', 'revoked'],
  ] as const)
    await trx
      .insertInto('tablet')
      .values({ ...tablet, id, state, token: tokenHash(bearer(id)) })
      .execute()
  for (const { token, access } of Object.values(callers)) {
    if (!access) continue
    const { person, roles, units, administration, revoked } = access
    const lists = { roles: JSON.stringify(roles), units: JSON.stringify(units) }
    const account = { id: token, administration, person, name: token, ...lists, state: 'active', must_change: 0 }
    await trx
      .insertInto('account')
      .values({ ...account, passphrase: '', expires: null, made: time })
      .execute()
    const said = { app: 'test', protocol: null, unsent: null, storage: 'unknown', clock: null }
    const session = { account: token, tablet: revoked ? 'lost' : 'tablet', device: 'tablet-1', key: '', begun: time, last: time }
    const ended = token === 'ended' ? time : null
    await trx
      .insertInto('session')
      .values({ token: tokenHash(bearer(token)), ...session, ...said, ended })
      .execute()
  }
}

beforeAll(async () => {
  db = await openSqlite(join(folder.path, 'palier.db'))
  const log = await openLog(db)
  for (const administration of ['a', 'b'] as const)
    await log.append(operationsOf(administration).map(line), { device: 'd', time })
  const apart = operation({
    entity: { kind: 'unit', id: 'b.unit.root' },
    stream: siteOf('b', 'north'),
    set: { name: 'canari-b-apart' },
  })
  await log.append([line(apart)], { device: 'd', time, access: accessOf('b', 'officer') })
  const unheard = operation({ kind: 'create', entity: { kind: 'unit', id: 'b.unheard' }, stream: siteOf('b', 'north') })
  const claimed = { device: 'd', time, problem: ofStranger, claims: 'b', bringer: accessOf('b', 'assessor') }
  const lines = [line({ ...unheard, set: { name: 'canari-b-unheard' } })]
  await db.transaction().execute((trx) => setAside(trx, lines, claimed))
  const store = keptSegments(db)
  const { epoch } = await log.meet({ device: '', incarnation: null, epoch: null, cursors: {} })
  const segments: string[] = []
  for (const stream of [...streamsOf('a'), ...streamsOf('b')]) {
    const { cursor, segments: entries, contents } = await snapshotOf(log, stream as never)
    const manifest = { manifest: 1, epoch, stream: stream as never, ...cursor, time, segments: entries, signature: '' } as const
    await store.keep(manifest, contents, cursor.seq)
    segments.push(...entries.map(({ hash }) => hash))
  }
  const quarantined = (await db.selectFrom('quarantine').select('id').execute()).map(({ id }) => id)
  expect(quarantined).toHaveLength(2)
  kept = { segments, quarantined }
  const gate = await openGate({ mode: 'accounts', db, signer: log.signer, now: () => time })
  const manifest = (stream: string) => store.latest(stream as never, epoch)
  const parts = { log, now: () => time, gate, segments: { manifest, store }, quarantine: openQuarantine(db) }
  const free = { burst: 1e9, perSecond: 1e9 }
  const rates = openRates({ address: free, door: free, tablet: free, account: free })
  app = await buildServer({ ...parts, rates, loopbackOnly: true, publicHosts: [] })
}, 60_000)
afterAll(async () => {
  await app.close()
  await db.destroy()
  folder.remove()
})

const targets = (['a', 'b'] as const).flatMap((administration) =>
  (['north', 'south'] as const).map((office) => ({ administration, office })),
)

const ask = (method: 'GET' | 'POST', { url, body, type = 'application/json' }: Request, token: string) =>
  app.inject({
    method,
    url: `/api${url}`,
    headers: {
      host: 'localhost',
      ...(token && { authorization: `Bearer ${bearer(token)}` }),
      ...(body && { 'content-type': type }),
    },
    ...(body ? { payload: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  })

const ofStranger = { problem: 'bad-signature', params: { by: 'unknown-device', key: 'ab' } } as const

const segmentText = (bytes: Buffer): string => gunzipSync(bytes).toString()

describe('the authorization matrix', () => {
  it('has an entry for every route', () => {
    expect(Object.keys(requests).sort()).toEqual(shapes.map(({ name }) => name).sort())
  })

  it.each(Object.entries(callers))('[S14] lets a %s hear nothing that is out of its scope, on any route', async (_, caller) => {
    const leaks: string[] = []
    let heard = 0
    await seat()
    for (const { name, method } of shapes)
      for (const target of targets)
        for (const request of requests[name](target, kept)) {
          const reply = await ask(method, request, caller.token)
          const body = name === 'segment' && reply.statusCode === 200 ? segmentText(reply.rawPayload) : reply.body
          for (const found of body.match(/canari-\w+-\w+/g) ?? [])
            if (caller.mayHear.test(found)) heard += 1
            else leaks.push(`${method} ${request.url}: ${found}`)
          if (method === 'POST') await seat()
          if (reply.statusCode >= 500 || reply.statusCode === 429) leaks.push(`${method} ${request.url}: ${reply.statusCode}`)
        }
    expect(leaks).toEqual([])
    // A matrix of refusals would prove nothing.
    if (caller.mayHear !== nothing) expect(heard).toBeGreaterThan(0)
  })
})
