import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type FileVerified, verifyFile } from '../store/verify/verify-file.ts'
import { verifyPostgres } from '../store/verify/verify-postgres.ts'
import { complain, guarded, type Run, readCommand, say } from './command.ts'
import { backupProblem, damaged, otherVersion, sound } from './keeping-words.ts'

/** `npm run verify`: reads everything once and says whether it is as it was written. A file, or whatever the settings name. */
export const verify: Run = guarded(async (args, env) => {
  const command = readCommand(args, env, [], 'npm run verify -- [file]')
  if (!command) return 1
  const { settings, target } = command
  const path = target ? resolve(target) : command.path
  const isPostgres = settings.database !== undefined && !target
  if (!isPostgres && !existsSync(path)) return complain(backupProblem('nothing-there', path, ''))
  const verified = isPostgres && settings.database ? await verifyPostgres(settings.database.url) : known(await verifyFile(path))
  if (!verified) return complain(otherVersion)
  if (verified.counts.findings > 0) return complain(damaged(verified))
  say(sound(isPostgres ? 'DATABASE_URL' : path, verified))
  return 0
})

const known = (verified: FileVerified): FileVerified | undefined => (verified.isOfThisVersion ? verified : undefined)
