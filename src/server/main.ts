import { openData } from './main/open-data.ts'
import { readOperating } from './main/operating.ts'
import { badSetting } from './main/operating-words.ts'
import { serve } from './main/serve.ts'
import { readSettings } from './main/settings.ts'
import { badData, badDatabase, badListen, badSettings } from './main/words.ts'

const main = async (): Promise<void> => {
  const settings = readSettings(process.env)
  if (!settings.ok) return fail(badSettings(settings.problem))
  const operating = readOperating(process.env)
  if (!operating.ok) return fail(badSetting(operating.problem.name, operating.problem.value, operating.problem.expected))
  const { database, dataFolder } = settings.value
  let data: Awaited<ReturnType<typeof openData>>
  try {
    data = await openData(settings.value)
  } catch (problem) {
    return fail(database ? badDatabase(database.url, codeOf(problem)) : badData(dataFolder, codeOf(problem)))
  }
  await serve({ settings: settings.value, operating: operating.value, ...data }).catch((problem) =>
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
