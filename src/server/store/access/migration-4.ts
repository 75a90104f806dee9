import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Tables } from '../schema.ts'
import { makeSealing, sealingKey } from './sealing.ts'

const text = 'text' as const

/** Accounts, tablets, sessions, and the log of who did what. */
export const migration4: Migration = {
  up: async (db: Kysely<unknown>) => {
    await people(db)
    await hardware(db)
    await db.schema
      .createTable('audit')
      .addColumn('seq', 'bigint', (column) => column.primaryKey())
      .addColumn('time', text, (column) => column.notNull())
      .addColumn('administration', text)
      .addColumn('account', text)
      .addColumn('tablet', text)
      .addColumn('action', text, (column) => column.notNull())
      .addColumn('objects', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('tries')
      .addColumn('key', text, (column) => column.primaryKey())
      .addColumn('failures', 'bigint', (column) => column.notNull())
      .addColumn('at', text, (column) => column.notNull())
      .execute()
    await (db as Kysely<Tables>).insertInto('meta').values({ key: sealingKey, value: makeSealing() }).execute()
  },
}

const people = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('account')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('administration', text)
    .addColumn('person', text)
    .addColumn('name', text, (column) => column.notNull().unique())
    .addColumn('roles', text, (column) => column.notNull())
    .addColumn('units', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('must_change', 'integer', (column) => column.notNull())
    .addColumn('passphrase', text, (column) => column.notNull())
    .addColumn('expires', text)
    .addColumn('made', text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('account_administration').on('account').column('administration').execute()
}

const hardware = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('tablet')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('administration', text)
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('token', text, (column) => column.notNull().unique())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('enrolled', text, (column) => column.notNull())
    .addColumn('app', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('enrolment')
    .addColumn('digest', text, (column) => column.primaryKey())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('administration', text)
    .addColumn('name', text)
    .addColumn('made', text, (column) => column.notNull())
    .addColumn('expires', text, (column) => column.notNull())
    .addColumn('used', text)
    .execute()
  await db.schema
    .createTable('session')
    .addColumn('token', text, (column) => column.primaryKey())
    .addColumn('account', text, (column) => column.notNull().references('account.id'))
    .addColumn('tablet', text, (column) => column.notNull().references('tablet.id'))
    .addColumn('device', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('begun', text, (column) => column.notNull())
    .addColumn('last', text, (column) => column.notNull())
    .addColumn('ended', text)
    .addColumn('app', text, (column) => column.notNull())
    .addColumn('protocol', 'integer')
    .addColumn('unsent', 'integer')
    .addColumn('storage', text, (column) => column.notNull())
    .addColumn('clock', 'bigint')
    .execute()
  await db.schema.createIndex('session_device').on('session').column('device').execute()
  await db.schema.createIndex('session_account').on('session').column('account').execute()
  await db.schema.createIndex('session_tablet').on('session').column('tablet').execute()
}
