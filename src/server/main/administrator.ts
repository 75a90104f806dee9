import { existsSync } from 'node:fs'
import { ok, type Result } from '../../core/domain/result.ts'
import { openLink } from '../access/first.ts'
import { allAdministrations } from '../store/access/administration.ts'
import { openDatabase } from '../store/open-database.ts'
import { furtherAdministrator, noData, whichAdministration } from './access-words.ts'
import { type Command, complain, guarded, type Run, readCommand, say } from './command.ts'
import { linkOf } from './first-link.ts'

const usage = 'npm run administrator -- [id] [--further]'

/** `npm run administrator`: a one-time link that makes a further administrator, as when the only one is lost. While the server runs, or not. */
export const administrator: Run = guarded(async (args, env) => {
  const command = readCommand(args, env, ['further'], usage)
  if (!command) return 1
  const { settings, path } = command
  const { database, port } = settings
  if (!database && !existsSync(path)) return complain(noData(path))
  const db = await openDatabase(database ? database.url : path)
  try {
    const whose = administrationFor(command, await allAdministrations(db))
    if (!whose.ok) return complain(whichAdministration(whose.problem))
    const token = await openLink({ db, now: () => new Date().toISOString() }, 'further', whose.value)
    say(furtherAdministrator(linkOf(settings, `http://127.0.0.1:${port}`, token), whose.value))
    return 0
  } finally {
    await db.destroy()
  }
})

type Known = readonly { readonly id: string; readonly name: string }[]

/** The one that was named; else the only one that there is; else one that is still to be made. */
const administrationFor = ({ target, has }: Command, known: Known): Result<string | null, Known> => {
  if (has('further')) return ok(null)
  const found = target === undefined ? known : known.filter(({ id }) => id === target)
  const [first] = found
  if (found.length === 1 && first) return ok(first.id)
  return known.length === 0 && target === undefined ? ok(null) : { ok: false, problem: known }
}
