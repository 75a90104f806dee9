import { purgeNow, wouldPurge } from '../personal/daily.ts'
import { guarded, type Run, readCommand, say } from './command.ts'
import { openData } from './open-data.ts'
import { purgedWords } from './purge-words.ts'

/** `npm run purge`: erases what has been kept long enough, as the server does by itself each day; `--dry-run` only says how much. */
export const purge: Run = guarded(async (args, env) => {
  const command = readCommand(args, env, ['dry-run'], 'npm run purge -- [--dry-run]')
  if (!command || command.target) return 1
  const { db, log } = await openData(command.settings)
  try {
    const parts = { db, signer: log.signer, now: () => new Date().toISOString() }
    const isDry = command.has('dry-run')
    say(purgedWords(isDry ? await wouldPurge(parts) : await purgeNow(parts), isDry))
    return 0
  } finally {
    await log.close()
  }
})
