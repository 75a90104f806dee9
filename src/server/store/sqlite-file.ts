import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Tables } from './schema.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'

/** Opens a file as it is: no release is installed, nothing is made. Read only unless said otherwise, and then as of one moment. */
export const openFile = (path: string, { writable = false }: { readonly writable?: boolean } = {}): Kysely<Tables> => {
  // SQLite would make an empty one.
  if (!existsSync(path)) throw Object.assign(new Error('there is no such file'), { code: 'ENOENT' })
  const database = new DatabaseSync(path, { readOnly: !writable, timeout: 5000, enableForeignKeyConstraints: true })
  try {
    if (writable) database.exec('PRAGMA synchronous = FULL')
    // What several statements find fits together, however much a running server writes meanwhile.
    else database.exec('BEGIN; SELECT count(*) FROM sqlite_master')
  } catch (problem) {
    database.close()
    throw problem
  }
  return new Kysely<Tables>({ dialect: nodeSqliteDialect(database) })
}

/** A copy of the database as of one moment. Readers and writers go on meanwhile. Ends only when the copy is on the disk. */
export const copyFile = (path: string, to: string): void => {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  try {
    database.prepare('VACUUM INTO ?').run(to)
  } finally {
    database.close()
  }
  flush(to)
}

/** Gives a finished file its name: whole or not at all, never over another one. */
export const publish = (part: string, path: string): void => {
  linkSync(part, path)
  rmSync(part)
  flush(dirname(path))
}

/** Puts a finished file in the place of another, with no moment in between at which there is none. */
export const replace = (part: string, path: string): void => {
  renameSync(part, path)
  flush(dirname(path))
}

/** A file, or a folder's list of names, is on the disk when this ends. */
export const flush = (path: string): void => {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

/**
 * Holds a file for ourselves alone, its write-ahead log folded in: undefined while any other process has it open. To leave
 * WAL mode is what SQLite does only for the last one.
 */
export const holdAlone = (path: string): { readonly release: () => void } | undefined => {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    const mode = database.prepare('PRAGMA journal_mode = DELETE').get()?.['journal_mode']
    if (mode !== 'delete') throw new Error('the file stays in WAL mode')
    database.exec('BEGIN EXCLUSIVE')
  } catch (problem) {
    database.close()
    if (isBusy(problem)) return undefined
    throw problem
  }
  return { release: () => database.close() }
}

const isBusy = (problem: unknown): boolean => {
  const { errcode } = problem as { readonly errcode?: number }
  return errcode !== undefined && [5, 6].includes(errcode & 0xff)
}
