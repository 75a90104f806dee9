// Finds the PostgreSQL server programs that the tests start a cluster of their own with. Plain JavaScript that an old Node can read.
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where Debian and its kin keep each major version, newest first. */
const packaged = '/usr/lib/postgresql'
const versions = () => {
  try {
    return readdirSync(packaged).sort((a, b) => Number(b) - Number(a))
  } catch {
    return []
  }
}

const candidates = () => [
  process.env.PG_BIN,
  ...versions().map((version) => join(packaged, version, 'bin')),
  ...(process.env.PATH || '').split(delimiter),
  '/usr/pgsql/bin',
  '/opt/homebrew/opt/postgresql/bin',
  '/usr/local/pgsql/bin',
]

/** The folder that holds `initdb` and `postgres` on this machine, or undefined. */
export const postgresFolder = () =>
  candidates().find((folder) => folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
