import { createECDH } from 'node:crypto'
import type { Kysely } from 'kysely'
import { sealingIn, sealingKey } from '../access/sealing.ts'
import type { Keys } from '../keys.ts'
import { migrations } from '../migrations.ts'
import type { Tables } from '../schema.ts'
import type { Report } from './finding.ts'

/** What the server knows of itself: its epoch, its keys, the release of its tables. */
export const verifyOwn = async (trx: Kysely<Tables>, report: Report): Promise<void> => {
  const meta = new Map((await trx.selectFrom('meta').selectAll().execute()).map(({ key, value }) => [key, value]))
  if (!/^[0-9a-f-]{36}$/.test(meta.get('epoch') ?? '')) report.finding('meta', 'epoch', 'value', 'is no epoch')
  if (!areKeys(meta.get('keys'))) report.finding('meta', 'keys', 'value', 'are no keys')
  if (!isSealing(meta.get(sealingKey))) report.finding('meta', sealingKey, 'value', 'is no key')
  const done = await trx
    .withTables<{ kysely_migration: { readonly name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  const names = done.map(({ name }) => name)
  for (const name of names.filter((name) => !(name in migrations)))
    report.finding('kysely_migration', name, 'name', 'is unknown here')
  for (const name of Object.keys(migrations).filter((name) => !names.includes(name)))
    report.finding('kysely_migration', name, 'name', 'is missing')
}

/** The key holds its public half too: both must be one pair. */
const areKeys = (text: string | undefined): boolean => {
  try {
    const { secret } = JSON.parse(text ?? '') as Keys
    return isSealing(text) && /^[A-Za-z0-9_-]{43}$/.test(secret)
  } catch {
    return false
  }
}

const isSealing = (text: string | undefined): boolean => {
  try {
    const { secret, point } = sealingIn(text ?? '')
    const pair = createECDH('prime256v1')
    pair.setPrivateKey(secret)
    return pair.getPublicKey().equals(point)
  } catch {
    return false
  }
}
