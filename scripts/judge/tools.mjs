// The judges' tools: found on this machine, or brought by its package managers into a temporary folder. Never into the project.
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const onPath = (name) => {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
  return found === '' ? undefined : found
}

/** A program by its name: as it stands, else from Debian's packages (as root), else from Python's. Undefined where none has it. */
export const program = async (name, { folder, python = name }) => {
  const found = onPath(name)
  if (found) return found
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', timeout: 120_000 })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], { stdio: 'ignore', timeout: 600_000 })
    if (onPath(name)) return onPath(name)
  }
  const room = join(folder, 'python')
  const made = existsSync(room) || spawnSync('python3', ['-m', 'venv', room], { stdio: 'ignore' }).status === 0
  if (made) spawnSync(join(room, 'bin', 'pip'), ['install', '-q', python], { stdio: 'ignore', timeout: 300_000 })
  const own = join(room, 'bin', name)
  return existsSync(own) ? own : undefined
}

/** Packages of npm in a folder of their own; their install scripts do not run. Answers with the folder, or undefined. */
export const packages = async (names, { folder }) => {
  const room = join(folder, 'npm')
  mkdirSync(room, { recursive: true })
  writeFileSync(join(room, 'package.json'), '{"private":true}')
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...names]
  const done = await run('npm', args, { cwd: room, timeout: 600_000 }).catch(() => undefined)
  return done && join(room, 'node_modules')
}

/** Runs a tool to its end; an exit that is no 0 is an answer too. */
export const heard = async (command, args, options = {}) => {
  try {
    const { stdout, stderr } = await run(command, args, { maxBuffer: 64 * 1024 * 1024, timeout: 900_000, ...options })
    return { code: 0, text: stdout + stderr }
  } catch (problem) {
    return { code: problem.code ?? 1, text: `${problem.stdout ?? ''}${problem.stderr ?? ''}` }
  }
}
