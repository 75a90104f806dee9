import type { Kysely } from 'kysely'
import { migrations } from './migrations.ts'
import type { Tables } from './schema.ts'

/** Asks the database something that it must read its tables for: whether they are those that this version works with. */
export const isCurrent = async (db: Kysely<Tables>): Promise<boolean> => {
  const done = await db
    .withTables<{ kysely_migration: { readonly name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  await db.selectFrom('meta').select('key').limit(1).execute()
  const names = new Set(done.map(({ name }) => name))
  return names.size === Object.keys(migrations).length && Object.keys(migrations).every((name) => names.has(name))
}
