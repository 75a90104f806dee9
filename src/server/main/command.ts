import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readSettings, type Settings } from './settings.ts'
import { badSettings } from './words.ts'

export type Env = { readonly [name: string]: string | undefined }

/** What a command was given: where the database is, what to act on, which words of the operator. */
export type Command = {
  readonly settings: Settings
  readonly path: string
  readonly target: string | undefined
  readonly has: (flag: string) => boolean
}

/** Says what it has to say on the terminal, and ends with a code: 0 done, 1 not done. */
export type Run = (args: readonly string[], env: Env) => Promise<number>

/** Reads a command line of at most one target and these flags; undefined, said already, where it is none. */
export const readCommand = (args: readonly string[], env: Env, flags: readonly string[], usage: string): Command | undefined => {
  const settings = readSettings(env)
  if (!settings.ok) {
    console.error(badSettings(settings.problem))
    return undefined
  }
  try {
    const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }]))
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length > 1) throw new TypeError('one target')
    const path = join(settings.value.dataFolder, 'palier.db')
    return { settings: settings.value, path, target: positionals[0], has: (flag) => values[flag] === true }
  } catch {
    console.error(usage)
    return undefined
  }
}

/** What fails for another reason is told by its code alone: a message can quote what is stored. */
export const guarded =
  (run: Run): Run =>
  (args, env) =>
    run(args, env).catch((problem: unknown) => {
      const { code, name } = problem as { readonly code?: unknown; readonly name?: unknown }
      return complain([`FR  Échec (${code ?? name}).`, `EN  It failed (${code ?? name}).`])
    })

/** `20261122T090000Z`: sorts as time does, and is allowed in every file name. */
export const stampNow = (): string => new Date().toISOString().replace(/[-:]|\.\d+/g, '')

export const say = (lines: readonly string[]): void => console.log(lines.join('\n'))
export const complain = (lines: readonly string[]): number => {
  console.error(lines.join('\n'))
  return 1
}
