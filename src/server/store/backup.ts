import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { markDurable } from './durable.ts'
import { copyFile, openFile, publish } from './sqlite-file.ts'
import { type FileVerified, verifyFile } from './verify/verify-file.ts'

export type Backup = {
  readonly path: string
  readonly to: string
  /** The operator's word that this place outlives the machine, although it looks like the same disk. */
  readonly isElsewhere: boolean
}

export type BackupProblem =
  | { readonly problem: 'nothing-there' | 'exists' | 'other-version' }
  | { readonly problem: 'damaged'; readonly verified: FileVerified }

export type BackedUp = {
  readonly verified: FileVerified
  readonly bytes: number
  /** How many streams got a new durable mark; undefined where the copy lies beside its original, which one fault would take with it. */
  readonly marked: number | undefined
}

/**
 * Copies the database while it is in use, proves the copy, and only when it is on the disk under its name tells the database
 * what is safe now. A copy that is not proven gets no name and moves no mark.
 */
export const backUp = async ({ path, to, isElsewhere }: Backup): Promise<Result<BackedUp, BackupProblem>> => {
  if (!existsSync(path)) return err({ problem: 'nothing-there' })
  if (existsSync(to)) return err({ problem: 'exists' })
  mkdirSync(dirname(to), { recursive: true })
  const part = `${to}.part-${process.pid}`
  try {
    copyFile(path, part)
    const verified = await verifyFile(part)
    if (!verified.isOfThisVersion) return err({ problem: 'other-version' })
    if (verified.counts.findings > 0) return err({ problem: 'damaged', verified })
    publish(part, to)
    const counts = isElsewhere || statSync(to).dev !== statSync(path).dev
    return ok({ verified, bytes: statSync(to).size, marked: counts ? await marked(path, verified) : undefined })
  } finally {
    rmSync(part, { force: true })
  }
}

const marked = async (path: string, { heads }: FileVerified): Promise<number | undefined> => {
  const db = openFile(path, { writable: true })
  try {
    return heads && (await markDurable(db, heads))
  } finally {
    await db.destroy()
  }
}

const ours = /^palier-\d{8}T\d{6}Z\.db$/

/** Lets go of the oldest copies in a folder beyond so many. Touches only names that a backup gives by itself. */
export const keepNewest = (folder: string, keep: number): readonly string[] => {
  const copies = readdirSync(folder)
    .filter((name) => ours.test(name))
    .sort()
  const gone = copies.slice(0, Math.max(0, copies.length - keep))
  for (const name of gone) rmSync(join(folder, name))
  return gone
}
