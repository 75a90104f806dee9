import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readOperating } from './main/operating.ts'
import { badSetting } from './main/operating-words.ts'
import { serve } from './main/serve.ts'
import { readSettings } from './main/settings.ts'
import { badData, badListen, badSettings } from './main/words.ts'
import { openDatabase } from './store/open-database.ts'
import { openSqliteLog } from './store/sqlite-log.ts'

const main = async (): Promise<void> => {
  const settings = readSettings(process.env)
  if (!settings.ok) return fail(badSettings(settings.problem))
  const operating = readOperating(process.env)
  if (!operating.ok) return fail(badSetting(operating.problem.name, operating.problem.value, operating.problem.expected))
  const { dataFolder, restored } = settings.value
  process.umask(0o077)
  let log: Awaited<ReturnType<typeof openSqliteLog>>
  let db: Awaited<ReturnType<typeof openDatabase>>
  try {
    mkdirSync(dataFolder, { recursive: true })
    log = await openSqliteLog({ path: join(dataFolder, 'palier.db'), restored })
    db = await openDatabase(join(dataFolder, 'palier.db'))
  } catch (problem) {
    return fail(badData(dataFolder, codeOf(problem)))
  }
  await serve({ settings: settings.value, operating: operating.value, db, log }).catch((problem) =>
    fail(badListen(settings.value, codeOf(problem))),
  )
}

const codeOf = (problem: unknown): string => {
  const { code, message } = problem as { readonly code?: string; readonly message?: string }
  return code === 'ERR_SQLITE_ERROR' || !code ? (message ?? 'error') : code
}

const fail = (words: string): void => {
  console.error(words)
  process.exitCode = 1
}

await main()
