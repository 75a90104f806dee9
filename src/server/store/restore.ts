import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { type Heads, marksBeyond } from './durable.ts'
import { beginEpoch } from './meet.ts'
import { openSqlite } from './open-sqlite.ts'
import { type Again, eraseAgain, erasedIn } from './personal/erase-again.ts'
import { flush, holdAlone, openFile, publish, replace } from './sqlite-file.ts'
import { type FileVerified, verifyFile } from './verify/verify-file.ts'

export type Restore = {
  readonly file: string
  readonly path: string
  /** Makes the name under which the present database is kept. */
  readonly stamp: string
  /** The operator's word that what devices were told is safe may be missing. */
  readonly mayBeOlder: boolean
  /** The operator's word that no server runs, where the present file is too damaged to ask. */
  readonly isStopped: boolean
}

export type RestoreProblem =
  | { readonly problem: 'no-file' | 'running' | 'unsure' }
  | { readonly problem: 'unreadable'; readonly code: string }
  | { readonly problem: 'damaged'; readonly verified: FileVerified }
  | { readonly problem: 'older'; readonly streams: number }

export type Restored = { readonly verified: FileVerified; readonly aside: string | undefined; readonly epoch: string }

/**
 * Puts a proven copy in the place of the database, which is kept under another name, and begins a new epoch in it: devices
 * then send again what the copy lacks. At no moment is there no database in its place.
 */
export const restore = async (wanted: Restore): Promise<Result<Restored, RestoreProblem>> => {
  const { file, path, mayBeOlder } = wanted
  if (!existsSync(file)) return err({ problem: 'no-file' })
  mkdirSync(dirname(path), { recursive: true })
  const part = `${path}.part-${process.pid}`
  try {
    const prepared = await prepare(file, part, await erasedIn(path))
    if (!prepared.ok) return prepared
    const { heads, epoch, verified } = prepared.value
    const beyond = existsSync(path) && !mayBeOlder ? await promisedBeyond(path, heads) : 0
    if (beyond > 0) return err({ problem: 'older', streams: beyond })
    const placed = place(part, wanted)
    return placed.ok ? ok({ verified, epoch, aside: placed.value }) : placed
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${part}${end}`, { force: true })
  }
}

type Prepared = { readonly verified: FileVerified; readonly heads: Heads; readonly epoch: string }

/** Works on a copy of the copy: brings it to this version's tables, proves it, and begins its new life. */
const prepare = async (file: string, part: string, erased: Again): Promise<Result<Prepared, RestoreProblem>> => {
  copyFileSync(file, part)
  try {
    await (await openSqlite(part)).destroy()
  } catch (problem) {
    return err({ problem: 'unreadable', code: problem instanceof Error ? problem.message : String(problem) })
  }
  const verified = await verifyFile(part)
  if (verified.counts.findings > 0 || !verified.heads) return err({ problem: 'damaged', verified })
  const db = await openSqlite(part)
  await eraseAgain(db, erased)
  const epoch = await db.transaction().execute(beginEpoch)
  await db.destroy()
  flush(part)
  return ok({ verified, heads: verified.heads, epoch })
}

/** In how many streams devices were told that more is safe than the copy holds: they have let go of it. */
const promisedBeyond = async (path: string, heads: Heads): Promise<number> => {
  try {
    const db = openFile(path)
    return await marksBeyond(db, heads)
      .then(({ length }) => length)
      .finally(() => db.destroy())
  } catch {
    return 0
  }
}

const place = (part: string, { path, stamp, isStopped }: Restore): Result<string | undefined, RestoreProblem> => {
  if (!existsSync(path)) {
    publish(part, path)
    return ok(undefined)
  }
  const held = ownOf(path)
  if (held === 'running') return err({ problem: 'running' })
  if (held === 'unsure' && !isStopped) return err({ problem: 'unsure' })
  const aside = `${path}.before-restore-${stamp}`
  try {
    setAside(path, aside, typeof held === 'object')
    linkSync(path, aside)
    replace(part, path)
    return ok(aside)
  } finally {
    if (typeof held === 'object') held.release()
  }
}

/** What a file has beside it must not be taken for the new one's. Where its log was folded in, nothing of it is left to keep. */
const setAside = (path: string, aside: string, isFolded: boolean): void => {
  for (const end of ['-wal', '-shm'])
    if (isFolded) rmSync(`${path}${end}`, { force: true })
    else if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${aside}${end}`)
}

const ownOf = (path: string): ReturnType<typeof holdAlone> | 'running' | 'unsure' => {
  try {
    return holdAlone(path) ?? 'running'
  } catch {
    return 'unsure'
  }
}
