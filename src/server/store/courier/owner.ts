import type { Kysely } from 'kysely'
import type { Access } from '../../../core/protocol/access/account.ts'
import type { CourierHead } from '../../../core/protocol/courier/head.ts'
import type { Tables } from '../schema.ts'

/**
 * Whose work it is: the account that signed in on this device with this very key, however long ago. Whoever was shut out since is
 * heard like a revoked tablet: what was done is kept in quarantine, where a person decides. Undefined where nobody ever did.
 */
export const workOwner = async (
  db: Kysely<Tables>,
  { device, key }: Pick<CourierHead, 'device' | 'key'>,
): Promise<Access | undefined> => {
  const found = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .innerJoin('tablet', 'tablet.id', 'session.tablet')
    .select(['account.id', 'account.administration', 'account.person', 'account.roles', 'account.units', 'account.state'])
    .select(['session.tablet', 'session.device', 'tablet.state as tabletState'])
    .where('session.device', '=', device)
    .where('session.key', '=', key)
    .orderBy('session.begun', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!found) return undefined
  const { id, administration, person, tablet, roles, units, state, tabletState } = found
  return {
    account: id as Access['account'],
    administration: administration as Access['administration'],
    person: person as Access['person'],
    roles: JSON.parse(roles) as Access['roles'],
    units: JSON.parse(units) as Access['units'],
    tablet: tablet as Access['tablet'],
    device: found.device as Access['device'],
    revoked: state !== 'active' || tabletState !== 'active',
  }
}
