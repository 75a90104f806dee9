import type { Kysely, Transaction } from 'kysely'
import type { Access } from '../../../core/protocol/access/account.ts'
import type { Tables } from '../schema.ts'

export type KeptSession = {
  readonly access: Access
  readonly mustChange: boolean
  readonly last: string
  readonly facts: ContactFacts
}

/** What a device says of itself at a contact. */
export type ContactFacts = Pick<Tables['session'], 'app' | 'protocol' | 'unsent' | 'storage' | 'clock'>

/** The session that a token opens, unless it is over or its account is closed. One question: every request asks it. */
export const sessionOf = async (db: Kysely<Tables>, token: string): Promise<KeptSession | undefined> => {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .innerJoin('tablet', 'tablet.id', 'session.tablet')
    .select(['session.account', 'session.tablet', 'session.device', 'session.last', 'session.app', 'session.protocol'])
    .select(['session.unsent', 'session.storage', 'session.clock', 'tablet.state as tablet_state', 'account.must_change'])
    .select(['account.administration', 'account.person', 'account.roles', 'account.units'])
    .where('session.token', '=', token)
    .where('session.ended', 'is', null)
    .where('account.state', '=', 'active')
    .executeTakeFirst()
  if (!row) return undefined
  const { last, app, protocol, unsent, storage, clock } = row
  return { access: accessIn(row), mustChange: row.must_change === 1, last, facts: { app, protocol, unsent, storage, clock } }
}

type Found = Pick<Tables['session'], 'account' | 'tablet' | 'device'> &
  Pick<Tables['account'], 'administration' | 'person' | 'roles' | 'units'> & { readonly tablet_state: string }

const accessIn = ({ account, tablet, device, administration, person, roles, units, tablet_state }: Found): Access => ({
  account: account as Access['account'],
  administration: administration as Access['administration'],
  person: person as Access['person'],
  roles: JSON.parse(roles),
  units: JSON.parse(units),
  tablet: tablet as Access['tablet'],
  device: device as Access['device'],
  revoked: tablet_state !== 'active',
})

/** The same, with the administration that its account has by now. */
export const accessNow = async (db: Kysely<Tables>, access: Access): Promise<Access> => {
  const found = await db.selectFrom('account').select('administration').where('id', '=', access.account).executeTakeFirst()
  return { ...access, administration: (found?.administration ?? null) as Access['administration'] }
}

/** Begins a session. What was open on the same device is over: a device has one. */
export const beginSession = async (trx: Transaction<Tables>, session: Tables['session']): Promise<void> => {
  const { device, begun } = session
  await trx.updateTable('session').set({ ended: begun }).where('device', '=', device).where('ended', 'is', null).execute()
  await trx.insertInto('session').values(session).execute()
}

/** The account whose device this is; undefined for one that never was here. */
export const ownerOf = async (db: Kysely<Tables>, device: string): Promise<string | undefined> =>
  (await db.selectFrom('session').select('account').where('device', '=', device).limit(1).executeTakeFirst())?.account

export const endSession = async (trx: Transaction<Tables>, token: string, time: string): Promise<void> => {
  await trx.updateTable('session').set({ ended: time }).where('token', '=', token).where('ended', 'is', null).execute()
}

/** Ends an account's sessions, all or all but one device's. */
export const endSessionsOf = async (trx: Transaction<Tables>, account: string, time: string, but = ''): Promise<void> => {
  const open = trx.updateTable('session').set({ ended: time }).where('account', '=', account).where('ended', 'is', null)
  await open.where('device', '!=', but).execute()
}

type OpenSession = Pick<Tables['session'], 'device' | 'begun' | 'last'> & {
  readonly tablet: string
  readonly state: 'active' | 'revoked' | 'erased'
}

/** An account's sessions that something still opens with, heard of since a moment; each device has one. */
export const openSessionsOf = async (db: Kysely<Tables>, account: string, since: string): Promise<readonly OpenSession[]> => {
  const found = await db
    .selectFrom('session')
    .innerJoin('tablet', 'tablet.id', 'session.tablet')
    .select(['session.device', 'session.begun', 'session.last', 'tablet.name as tablet', 'tablet.state'])
    .where('session.account', '=', account)
    .where('session.ended', 'is', null)
    .where('session.last', '>', since)
    .orderBy('session.last', 'desc')
    .orderBy('session.device')
    .execute()
  return found.map(({ state, ...one }) => ({ ...one, state: state as OpenSession['state'] }))
}

/** Ends an account's session on a device; false where it has none there. */
export const endOwnSession = async (
  trx: Transaction<Tables>,
  { account, device, time }: { readonly account: string; readonly device: string; readonly time: string },
): Promise<boolean> => {
  const own = trx.updateTable('session').set({ ended: time }).where('account', '=', account).where('device', '=', device)
  return (await own.where('ended', 'is', null).executeTakeFirst()).numUpdatedRows > 0n
}

/** Keeps what a device said of itself, and when. */
export const keepContact = async (
  db: Kysely<Tables>,
  token: string,
  last: string,
  facts: Partial<ContactFacts>,
): Promise<void> => {
  await db
    .updateTable('session')
    .set({ ...facts, last })
    .where('token', '=', token)
    .where('ended', 'is', null)
    .execute()
}
