import { dirname, join, resolve } from 'node:path'
import { backUp, keepNewest } from '../store/backup.ts'
import { complain, guarded, type Run, readCommand, say, stampNow } from './command.ts'
import { backupProblem, copied, damaged, inPostgres, markMoved, sameDisk } from './keeping-words.ts'

const usage = 'npm run backup -- [file] [--elsewhere]'

/** `npm run backup`: a proven copy of the embedded database, while the server runs. Without a file, one of a row of which `BACKUP_KEEP` stay. */
export const backup: Run = guarded(async (args, env) => {
  const command = readCommand(args, env, ['elsewhere'], usage)
  const keep = Number(env['BACKUP_KEEP'] || 14)
  if (!command) return 1
  if (!Number.isInteger(keep) || keep < 1) return complain([usage, 'BACKUP_KEEP: 1 …'])
  const { settings, path, target, has } = command
  if (settings.database) return complain(inPostgres)
  process.umask(0o077)
  const folder = resolve(env['BACKUP_DIR'] || join(settings.dataFolder, 'backups'))
  const to = target ? resolve(target) : join(folder, `palier-${stampNow()}.db`)
  const done = await backUp({ path, to, isElsewhere: has('elsewhere') })
  if (!done.ok) {
    const { problem } = done
    return complain(problem.problem === 'damaged' ? damaged(problem.verified) : backupProblem(problem.problem, path, to))
  }
  const { bytes, marked } = done.value
  const gone = target ? [] : keepNewest(dirname(to), keep)
  say([...copied(to, bytes, gone), ...(marked === undefined ? sameDisk : markMoved(marked))])
  return 0
})
