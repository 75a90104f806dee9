import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type Envelope, envelopeOf } from '../../src/core/protocol/envelope.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import { publicKeys } from '../../src/server/store/access/sealing.ts'
import { type Courier, openCourier } from '../../src/server/store/courier/courier.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { type SigningPair, signingPair } from './courier-keys.ts'
import { operation } from './operations.ts'

export type Headquarters = {
  readonly db: Kysely<Tables>
  readonly log: ServerLog
  readonly courier: Courier
  /** The point that work is sealed to. */
  readonly point: string
}

/** A server's store with a courier, in a database of its own. */
export const openHeadquarters = async (place: string): Promise<Headquarters> => {
  const db = await openDatabase(place)
  const log = await openLog(db)
  const { sealing } = await publicKeys(db, log.signer)
  return { db, log, courier: openCourier(db, log), point: sealing }
}

export type Enrolled = { readonly device: string; readonly person: string; readonly signer: SigningPair }

/** A device on which somebody of the administration signed in, once. */
export const enrolled = async (
  db: Kysely<Tables>,
  part: { device?: string; tablet?: string; account?: string } = {},
): Promise<Enrolled> => {
  const { device = randomUUID(), tablet = 'active', account = 'active' } = part
  const [id, person, signer] = [randomUUID(), randomUUID(), await signingPair()]
  const time = '2026-11-01T08:00:00.000Z'
  await db
    .insertInto('account')
    .values({
      id,
      administration: 'dgd',
      person,
      name: `a-${id}`,
      roles: '["administrator","champion","assessor"]',
      units: '[]',
      state: account,
      must_change: 0,
      passphrase: '-',
      expires: null,
      made: time,
    })
    .execute()
  await db
    .insertInto('tablet')
    .values({ id, administration: 'dgd', name: 'T', token: randomUUID(), state: tablet, enrolled: time, app: '1' })
    .execute()
  await db
    .insertInto('session')
    .values({
      token: randomUUID(),
      account: id,
      tablet: id,
      device,
      key: signer.key,
      begun: time,
      last: time,
      ended: time,
      app: '1',
      protocol: 3,
      unsent: 0,
      storage: 'unknown',
      clock: 0,
    })
    .execute()
  return { device, person, signer }
}

/** Work that an assessor does in the administration's own stream, in an order in which it can be taken. */
export const workOf = ({ device, person }: Enrolled, count: number): readonly Envelope[] =>
  Array.from({ length: count }, (_, at) =>
    envelopeOf(
      operation({
        id: randomUUID() as Operation['id'],
        device: device as Operation['device'],
        lsn: at + 1,
        kind: 'create',
        entity: { kind: 'unit', id: randomUUID() },
        stream: 'dgd' as Operation['stream'],
        author: person as Operation['author'],
        set: { code: `U${at}`, name: `Bureau « ${at} »`, parent: null, site: true },
      }),
    ),
  )

export const operationsIn = async (db: Kysely<Tables>): Promise<readonly string[]> =>
  (await db.selectFrom('operation').select('id').execute()).map(({ id }) => id)
