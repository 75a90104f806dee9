import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceId, StreamId } from '../../../src/core/domain/id.ts'
import type { Quarantined } from '../../../src/core/protocol/quarantine.ts'
import { ask, done, firstAdministrator, makeAdministration, type SignedIn, signedInAs, syncAs } from '../../support/access.ts'
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

type Page = { readonly waiting: readonly Quarantined[]; readonly more: boolean }

const page = (query = ''): Promise<Page> => done(server.url, `/v1/quarantine${query}`, { token: administrator.token })
const waiting = async (): Promise<readonly Quarantined[]> => (await page()).waiting
const about = ({ work }: Quarantined): string => work.entity.id

/** Somebody whose tablet was revoked before its work came. */
const revoked = async (name: string): Promise<SignedIn> => {
  const lost = await signedInAs(administrator, { name, roles: ['hr-director'] })
  await done(server.url, `/v1/tablets/${lost.tablet.id}/revoke`, { token: administrator.token, body: {} })
  return lost
}

const people = ({ device }: SignedIn, ids: readonly string[]) =>
  ids.map((id) =>
    operation({
      device: device.id as DeviceId,
      stream: 'adm' as StreamId,
      kind: 'create',
      entity: { kind: 'person', id },
      set: { grade: 'A' },
    }),
  )
const numbered = (name: string, count: number): readonly string[] => Array.from({ length: count }, (_, at) => `${name}-${at}`)

it('[S17] what one request brought is told in the order in which it was made, with whose and which tablet’s it is', async () => {
  const lost = await revoked('perdue')
  const made = people(lost, numbered('p', 24))
  await syncAs(lost, made)
  const found = await waiting()
  expect(found.map(about)).toEqual(made.map(({ entity }) => entity.id))
  expect(found[0]).toMatchObject({
    problem: 'revoked',
    sender: { name: 'perdue', person: null },
    tablet: { name: 'Tablette', state: 'revoked' },
  })
})

describe('[S17] more than one answer holds', () => {
  const unwanted = numbered('volee', 201)

  it('hides nothing that came later: it is reached and admitted though nobody admits what stands before', async () => {
    const [stolen, honest] = [await revoked('volee'), await revoked('honnete')]
    await syncAs(stolen, people(stolen, unwanted))
    await syncAs(honest, people(honest, ['attendue']))
    const first = await page()
    expect([first.waiting.length, first.more]).toEqual([200, true])
    expect(first.waiting.map(about)).not.toContain('attendue')
    const next = await page(`?after=${first.waiting.at(-1)?.id}`)
    expect([...first.waiting, ...next.waiting].map(about)).toEqual([...numbered('p', 24), ...unwanted, 'attendue'])
    expect(next.more).toBe(false)
    const path = `/v1/quarantine/${next.waiting.at(-1)?.id}/admit`
    const { receipt } = await done<{ receipt: object }>(server.url, path, { token: administrator.token, body: {} })
    expect(receipt).toMatchObject({ status: 'applied' })
    expect((await page(`?after=${first.waiting.at(-1)?.id}`)).waiting.map(about)).toEqual(unwanted.slice(-25))
    expect((await page()).waiting).toEqual(first.waiting)
  })

  it.each(['', 'a%20b', '%00', "'", 'x'.repeat(121), 'a&after=b'])(
    'is not asked for after “%s”, which no piece is called',
    async (word) => {
      const { status, body } = await ask(server.url, `/v1/quarantine?after=${word}`, { token: administrator.token })
      expect([status, body['code']]).toEqual([400, 'unreadable'])
    },
  )
})
