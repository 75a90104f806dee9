import { sql } from 'kysely'
import { type Heads, headsOf } from '../durable.ts'
import { isCurrent } from '../probe.ts'
import { openFile } from '../sqlite-file.ts'
import { type Verified, verify } from './verify.ts'

export type FileVerified = Verified & { readonly heads: Heads | undefined; readonly isOfThisVersion: boolean }

/** Everything that can be wrong with an SQLite file: its pages, its indexes, and what is told in it. */
export const verifyFile = async (path: string): Promise<FileVerified> => {
  const db = openFile(path)
  try {
    const pages = await sql<{ readonly integrity_check: string }>`pragma integrity_check(100)`.execute(db)
    const damage = pages.rows.map(({ integrity_check }) => integrity_check).filter((said) => said !== 'ok')
    const strays = await sql`pragma foreign_key_check`.execute(db)
    if (damage.length === 0 && !(await isCurrent(db))) return { ...nothing, heads: undefined, isOfThisVersion: false }
    const verified = await verify(db)
    const broken = [
      ...damage.map((what) => ({ table: 'database', key: 'pages', column: '', what })),
      ...strays.rows.map(() => ({ table: 'database', key: 'references', column: '', what: 'leads to nothing' })),
    ]
    const findings = [...broken, ...verified.findings]
    const counts = { ...verified.counts, findings: verified.counts.findings + broken.length }
    return { ...verified, findings, counts, heads: await headsOf(db), isOfThisVersion: true }
  } catch (problem) {
    if (!isDamage(problem)) throw problem
    const what = problem instanceof Error ? problem.message : String(problem)
    const findings = [{ table: 'database', key: 'pages', column: '', what }]
    return { ...nothing, findings, counts: { findings: 1, notes: 0 }, heads: undefined, isOfThisVersion: true }
  } finally {
    await db.destroy()
  }
}

const nothing: Verified = {
  operations: 0,
  entities: 0,
  quarantined: 0,
  counts: { findings: 0, notes: 0 },
  findings: [],
  notes: [],
}

/** SQLITE_CORRUPT, SQLITE_NOTADB. */
const isDamage = (problem: unknown): boolean => {
  const { errcode } = problem as { readonly errcode?: number }
  return errcode !== undefined && [11, 26].includes(errcode & 0xff)
}
