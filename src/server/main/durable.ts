import { readFileSync, writeFileSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { headsIn, headsOf, isReplicated, markDurable } from '../store/durable.ts'
import type { Tables } from '../store/schema.ts'
import { openFile } from '../store/sqlite-file.ts'
import { openAddress } from '../store/verify/verify-postgres.ts'
import { type Command, complain, guarded, type Run, readCommand, say } from './command.ts'
import { markMoved, marksOf } from './keeping-words.ts'

const usage = [
  'npm run durable -- --heads > heads.json',
  'npm run durable -- heads.json',
  'npm run durable -- --replicated',
].join('\n')

/**
 * `npm run durable`: tells the database what is safe beyond it. `--heads` before a backup of one's own says what it will hold,
 * and the file after it marks that; `--replicated` marks what a synchronous replica has.
 */
export const durable: Run = guarded(async (args, env) => {
  const command = readCommand(args, env, ['heads', 'replicated'], usage)
  if (!command) return 1
  const { settings, path, target, has } = command
  const isOne = has('heads') ? !has('replicated') : has('replicated') !== (target !== undefined)
  if (!isOne) return complain([usage])
  const db = settings.database ? openAddress(settings.database.url) : openFile(path, { writable: true })
  try {
    if (!has('heads')) return await mark(db, command)
    const heads = JSON.stringify(await headsOf(db))
    if (target) writeFileSync(target, heads, { flag: 'wx' })
    else say([heads])
    return 0
  } finally {
    await db.destroy()
  }
})

const mark = async (db: Kysely<Tables>, { settings, target }: Command): Promise<number> => {
  if (!target && !(settings.database && (await isReplicated(db)))) return complain(marksOf.notReplicated)
  const heads = target ? headsIn(readFileSync(target, 'utf8')) : await headsOf(db)
  if (!heads) return complain(marksOf.unreadable)
  const moved = await markDurable(db, heads)
  if (moved === undefined) return complain(marksOf.otherEpoch)
  say(markMoved(moved))
  return 0
}
