import { type Database, openDatabase } from '../../src/client/storage/database.ts'
import { type PackLimits, usualPacks } from '../../src/client/storage/packs/pack.ts'
import { freshBytes, openCipher } from '../../src/client/vault/cipher.ts'
import { type SealedTables, sealTables } from '../../src/client/vault/sealed-tables.ts'

type Sealedly = SealedTables & { readonly key?: Uint8Array; readonly packs?: PackLimits }

/** A database whose items lie sealed on the disk, under a key of its own. */
export const openSealed = (name?: string, { key = freshBytes(32), packs = usualPacks, ...parts }: Sealedly = {}): Database => {
  const database = openDatabase(name, { packs })
  sealTables(database, openCipher(key), parts)
  return database
}
