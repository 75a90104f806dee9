import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DeviceId, StreamId } from '../../../src/core/domain/id.ts'
import type { Quarantined } from '../../../src/core/protocol/quarantine.ts'
import { done, firstAdministrator, makeAdministration, type SignedIn, signedInAs, syncAs } from '../../support/access.ts'
import { operation } from '../../support/operations.ts'
import { type RunningServer, scratchFolder, startServer } from '../../support/server-process.ts'

/** What lies apart, as whoever is to answer for it is told of it. */

const data = scratchFolder()
let server: RunningServer
let administrator: SignedIn

beforeAll(async () => {
  server = await startServer(data.path, { ACCESS: 'accounts' })
  administrator = await makeAdministration(await firstAdministrator(server))
})

afterAll(async () => {
  await server?.stop()
  data.remove()
})

const waiting = async (): Promise<readonly Quarantined[]> =>
  (await done<{ waiting: readonly Quarantined[] }>(server.url, '/v1/quarantine', { token: administrator.token })).waiting

it('[S17] what one request brought is told in the order in which it was made, with whose and which tablet’s it is', async () => {
  const lost = await signedInAs(administrator, { name: 'perdue', roles: ['hr-director'] })
  await done(server.url, `/v1/tablets/${lost.tablet.id}/revoke`, { token: administrator.token, body: {} })
  const made = Array.from({ length: 24 }, (_, at) =>
    operation({
      device: lost.device.id as DeviceId,
      stream: 'adm' as StreamId,
      kind: 'create',
      entity: { kind: 'person', id: `p-${at}` },
      set: { grade: 'A' },
    }),
  )
  await syncAs(lost, made)
  const found = await waiting()
  expect(found.map(({ work }) => work.entity.id)).toEqual(made.map(({ entity }) => entity.id))
  expect(found[0]).toMatchObject({
    problem: 'revoked',
    sender: { name: 'perdue', person: null },
    tablet: { name: 'Tablette', state: 'revoked' },
  })
})
