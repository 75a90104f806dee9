import type { Kysely } from 'kysely'
import type { Access } from '../../src/core/protocol/access/account.ts'
import { audit } from '../../src/server/store/access/audit.ts'
import { takeNotes } from '../../src/server/store/access/exports.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { inTransaction } from '../../src/server/store/transaction.ts'

const time = '2026-11-22T09:00:00.000Z'
const later = '2026-11-22T10:00:00.000Z'

/** Something in every table of accounts and tablets, as it would lie there, and a log that tells of it. */
export const fillAccess = async (db: Kysely<Tables>): Promise<void> => {
  const account = { administration: 'adm', units: '["unit-1"]', state: 'active', must_change: 0, expires: later, made: time }
  await db
    .insertInto('account')
    .values(
      ['a', 'b'].map((id) => ({
        ...account,
        id,
        name: `name.${id}`,
        person: id,
        roles: '["assessor"]',
        passphrase: '$argon2id$',
      })),
    )
    .execute()
  const tablet = {
    id: 't',
    administration: 'adm',
    name: 'Tablette 4',
    token: 'hash-t',
    state: 'active',
    enrolled: time,
    app: '1',
  }
  await db.insertInto('tablet').values(tablet).execute()
  const enrolment = { kind: 'tablet', administration: 'adm', name: 'Tablette 4', made: time, expires: later, used: later }
  await db
    .insertInto('enrolment')
    .values({ ...enrolment, digest: 'digest' })
    .execute()
  const session = { account: 'a', tablet: 't', device: 'd', key: 'k', begun: time, last: time, ended: later, app: '1' }
  await db
    .insertInto('session')
    .values({ ...session, token: 'hash-s', protocol: 2, unsent: 7, storage: 'persisted', clock: 20 })
    .execute()
  await db.insertInto('tries').values({ key: 'key', failures: 3, at: time }).execute()
  const doer = { administration: 'adm', account: 'a', tablet: 't', time }
  await inTransaction(db, (trx) =>
    audit(trx, { ...doer, action: 'signed-in', objects: ['d'] }, { ...doer, action: 'read', objects: ['north', 'south'] }),
  )
  const access = { administration: 'adm', account: 'a', tablet: 't' } as unknown as Access
  const note = { subject: 'sheet', way: 'print', at: time } as const
  await inTransaction(db, (trx) =>
    takeNotes(
      trx,
      access,
      [
        { ...note, id: 'note-1', about: ['assignment/as-1'] },
        { ...note, id: 'note-2', about: [] },
      ],
      later,
    ),
  )
  await inTransaction(db, (trx) => audit(trx, { ...doer, account: null, tablet: null, administration: null, action: 'purged' }))
}
