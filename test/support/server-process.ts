import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export type RunningServer = {
  readonly url: string
  /** Ends the process and waits until it is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
  /** Starts it again on the same port and data. */
  readonly restart: () => Promise<void>
  readonly pid: () => number
  /** Everything it wrote to its terminal. */
  readonly said: () => string
  /** Its exit code, once it is gone; null where a signal ended it. */
  readonly ended: () => Promise<number | null>
}

type Environment = { readonly [name: string]: string }

/** A data folder that goes away with the test. */
export const scratchFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'palier-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Runs the real server process, as `npm start` does after its build, on a free port of this machine. */
export const startServer = async (dataFolder: string, env: Environment = {}): Promise<RunningServer> => {
  let running = await launch(dataFolder, '0', env)
  const { url } = running
  return {
    url,
    stop: (signal = 'SIGTERM') => end(running.child, signal),
    restart: async () => {
      running = await launch(dataFolder, new URL(url).port, env)
    },
    pid: () => running.child.pid ?? 0,
    said: () => running.said(),
    ended: () => running.ended,
  }
}

type Launched = {
  readonly url: string
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
}

const launch = (dataFolder: string, port: string, env: Environment): Promise<Launched> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/server/main.ts'], {
      cwd: root,
      env: { ...process.env, PORT: port, HOST: '127.0.0.1', DATA_DIR: dataFolder, ACCESS: 'open', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise<number | null>((gone) => child.once('close', gone))
    let said = ''
    let isUp = false
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = isUp ? undefined : /listening (http:\/\/\S+)/.exec(said)?.[1]
      if (found === undefined) return
      isUp = true
      resolve({ url: found, child, said: () => said, ended })
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
    child.on('error', reject)
  })

const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.removeAllListeners('exit')
    child.on('exit', () => resolve())
    child.kill(signal)
  })
