import type { Kysely } from 'kysely'
import type { Quarantined } from '../../../core/protocol/quarantine.ts'
import type { Tables } from '../schema.ts'

type From = { readonly device: string; readonly account: string | null }
type Sender = Pick<Quarantined, 'sender' | 'tablet'>

/** Who is behind work that lies apart, by names that a person knows: whose account, and the tablet of the device's last session. */
export const sendersOf = async (db: Kysely<Tables>, rows: readonly From[]): Promise<(row: From) => Sender> => {
  const ids = [...new Set(rows.flatMap(({ account }) => account ?? []))]
  const devices = [...new Set(rows.map(({ device }) => device))]
  const accounts =
    ids.length === 0 ? [] : await db.selectFrom('account').select(['id', 'name', 'person']).where('id', 'in', ids).execute()
  const sessions =
    devices.length === 0
      ? []
      : await db
          .selectFrom('session')
          .innerJoin('tablet', 'tablet.id', 'session.tablet')
          .select(['session.device', 'tablet.name', 'tablet.state'])
          .where('session.device', 'in', devices)
          .orderBy('session.begun')
          .execute()
  const senders = new Map(accounts.map(({ id, name, person }) => [id, { name, person }]))
  const tablets = new Map(sessions.map(({ device, name, state }) => [device, { name, state: state as TabletState }]))
  return ({ device, account }) => ({
    sender: (account === null ? undefined : senders.get(account)) ?? null,
    tablet: tablets.get(device) ?? null,
  })
}

type TabletState = NonNullable<Quarantined['tablet']>['state']
