import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export type Ran = { readonly code: number | null; readonly said: string }

/** Runs one of the product's commands as `npm run` does. `killAfter` ends it without mercy after so many milliseconds. */
export const runCommand = (
  name: string,
  args: readonly string[],
  env: { readonly [name: string]: string },
  killAfter?: number,
): Promise<Ran> =>
  new Promise((done, reject) => {
    const child = spawn(process.execPath, [`scripts/${name}.mjs`, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', reject)
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.on('close', (code) => {
      clearTimeout(timer)
      done({ code, said })
    })
  })
