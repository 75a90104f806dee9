import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { postgresFolder } from '../../scripts/postgres.mjs'

/** How a cluster goes down: in order, at once as after a crash, or with its first process killed. */
type Ending = 'fast' | 'immediate' | 'killed'

export type Cluster = {
  /** Makes a new database, empty or like another one that nobody has open, and gives its address. */
  readonly database: (like?: string) => Promise<string>
  readonly stop: (how?: Ending) => Promise<void>
  readonly start: () => Promise<void>
  /** Stops it and removes all that it wrote. */
  readonly remove: () => Promise<void>
}

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT', killed: 'SIGKILL' } as const
const owner = 'palier'

/** A PostgreSQL of the test's own, in a scratch folder, reached by a socket in it: no port, no password, nobody else's data. */
export const startPostgres = async (settings: { readonly [name: string]: string } = {}): Promise<Cluster> => {
  const bin = postgresFolder()
  if (!bin) throw new Error('no PostgreSQL server programs (initdb, postgres) were found: name their folder with PG_BIN')
  const folder = mkdtempSync(join(tmpdir(), 'palier-pg-'))
  if (isRoot) chownSync(folder, ...accountOf('postgres'))
  const data = join(folder, 'data')
  const [initdb, initArgs] = asOwner(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    owner,
    '-A',
    'trust',
    '--no-locale',
    '-E',
    'UTF8',
    '-N',
  ])
  execFileSync(initdb, initArgs, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })

  const options = Object.entries({ listen_addresses: '', max_connections: '200', ...settings })
  const args = ['-D', data, '-k', folder, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  let running: ChildProcess | undefined
  let databases = 0
  const stop = async (how: Ending = 'fast'): Promise<void> => {
    const ending = running
    running = undefined
    if (ending) await ended(ending, signals[how])
  }
  const start = async (): Promise<void> => {
    running = await launched(asOwner(join(bin, 'postgres'), args), folder)
  }
  await start()
  return {
    database: async (like) => {
      databases += 1
      const name = `test_${databases}`
      const model = /\/(\w+)\?/.exec(like ?? '')?.[1]
      await ask(addressOf(folder, 'postgres'), `create database ${name}${model ? ` template ${model}` : ''}`)
      return addressOf(folder, name)
    },
    stop,
    start,
    remove: async () => {
      await stop('immediate')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}

/** Asks a database past the log, as an administrator would. */
export const ask = async (address: string, sql: string): Promise<readonly { readonly [column: string]: unknown }[]> => {
  const client = new pg.Client(address)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const addressOf = (folder: string, database: string): string => `postgres://${owner}@/${database}?host=${folder}`

const isRoot = process.getuid?.() === 0

const accountOf = (name: string): [user: number, group: number] => {
  const id = (which: string): number => Number(execFileSync('id', [which, name], { encoding: 'utf8' }))
  return [id('-u'), id('-g')]
}

/** The server programs refuse to run as root, so there they run as the user that their package made. */
const asOwner = (program: string, args: readonly string[]): readonly [string, readonly string[]] => {
  const drop = isRoot ? ['--reuid=postgres', '--regid=postgres', '--clear-groups'] : []
  // Where the test itself is killed, the cluster goes with it.
  return existsSync('/usr/bin/setpriv') ? ['setpriv', [...drop, '--pdeathsig', 'QUIT', program, ...args]] : [program, args]
}

/** A cluster whose first process was killed starts only once the last of its others is gone. */
const launched = async (command: readonly [string, readonly string[]], folder: string): Promise<ChildProcess> => {
  const until = Date.now() + 30_000
  for (;;) {
    const { child, said } = await attempt(command, folder)
    if (child) return child
    if (Date.now() > until) throw new Error(`PostgreSQL did not start: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const attempt = (
  [program, args]: readonly [string, readonly string[]],
  cwd: string,
): Promise<{ readonly child: ChildProcess | undefined; readonly said: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4000)
      if (/database system is ready to accept connections/.test(said)) resolve({ child, said })
    })
    child.on('error', reject)
    child.on('exit', () => resolve({ child: undefined, said }))
  })

const ended = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
