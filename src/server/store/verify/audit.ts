import type { Kysely } from 'kysely'
import { auditEntrySchema } from '../../../core/protocol/access/audit.ts'
import { noteIn } from '../../../core/protocol/access/audit-objects.ts'
import { auditHead, auditLink, entryOf } from '../access/audit.ts'
import { cutIn } from '../personal/cut-audit.ts'
import type { Tables } from '../schema.ts'
import type { Report } from './finding.ts'

const batch = 500

/** The log of who did what: no place missing, each entry chained to the one before, and its end where the head says. */
export const verifyAudit = async (trx: Kysely<Tables>, report: Report): Promise<void> => {
  const say = (key: string, column: string, what: string) => report.finding('audit', key, column, what)
  const beginning = await beginningOf(trx)
  let before = beginning
  for (;;) {
    const found = await trx.selectFrom('audit').selectAll().where('seq', '>', before.seq).orderBy('seq').limit(batch).execute()
    for (const row of found) {
      if (row.seq !== before.seq + 1) say(String(row.seq), 'seq', 'does not follow the entry before it')
      const hash = linkTo(before.hash, row)
      if (hash !== row.hash) say(String(row.seq), 'hash', 'is not over what is recorded')
      if (row.note !== noteIn(textsIn(row.objects))) say(String(row.seq), 'note', 'is not the one that the entry names')
      before = { seq: row.seq, hash: row.hash }
    }
    if (found.length < batch) break
  }
  const below = await trx.selectFrom('audit').select('seq').where('seq', '<=', beginning.seq).execute()
  for (const { seq } of below) say(String(seq), 'seq', 'stands before the first entry')
  const head = await auditHead(trx).catch(() => undefined)
  if (head?.seq !== before.seq || head.hash !== before.hash) report.finding('meta', 'audit', 'value', 'is not where the log ends')
}

/** Before its first entry, or where the newest cut says that its older part ended. */
const beginningOf = async (trx: Kysely<Tables>): Promise<{ readonly seq: number; readonly hash: string }> => {
  const cuts = trx.selectFrom('audit').select('objects').where('action', '=', 'purged').orderBy('seq', 'desc')
  for (const { objects } of await cuts.execute()) {
    const cut = cutIn(textsIn(objects))
    if (cut) return cut
  }
  return { seq: 0, hash: '' }
}

const textsIn = (objects: string): readonly string[] => {
  try {
    return JSON.parse(objects)
  } catch {
    return []
  }
}

const linkTo = (before: string, row: Tables['audit']): string | undefined => {
  try {
    const entry = auditEntrySchema.safeParse(entryOf(row))
    // Written again as it was: other spaces in the list would otherwise say the same.
    return entry.success && JSON.stringify(entry.data.objects) === row.objects ? auditLink(before, entry.data) : undefined
  } catch {
    return undefined
  }
}
