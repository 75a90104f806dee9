import { resolve } from 'node:path'
import { restore as restoreFile } from '../store/restore.ts'
import { complain, guarded, type Run, readCommand, say, stampNow } from './command.ts'
import { damaged, inPostgres, restoredFrom, restoreProblem } from './keeping-words.ts'

const usage = 'npm run restore -- file [--older] [--stopped]'

/** `npm run restore`: brings the embedded database back from a copy, while no server runs. */
export const restore: Run = guarded(async (args, env) => {
  const command = readCommand(args, env, ['older', 'stopped'], usage)
  if (!command) return 1
  const { settings, path, target, has } = command
  if (settings.database) return complain(inPostgres)
  if (!target) return complain([usage])
  process.umask(0o077)
  const file = resolve(target)
  const done = await restoreFile({ file, path, stamp: stampNow(), mayBeOlder: has('older'), isStopped: has('stopped') })
  if (!done.ok)
    return complain(done.problem.problem === 'damaged' ? damaged(done.problem.verified) : restoreProblem(done.problem, file))
  say(restoredFrom(file, done.value.aside))
  return 0
})
