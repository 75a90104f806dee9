// Makes a fresh checkout ready, before `npm start` and `npm test`: packages as locked, a Node that runs TypeScript, and with
// --browser what the tests run against, a Chromium and the PostgreSQL server programs. Plain JavaScript that Node 14 can
// read; does nothing when all is there.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.palier-ready')
const isWindows = process.platform === 'win32'

const say = (words) => process.stderr.write(`palier: ${words}\n`)
const fail = (words) => {
  say(words)
  process.exit(1)
}
const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Runs a command on the terminal. Without our own Node on its path: `npm ci` takes that away while it runs. */
const run = (command, args, env = {}) => {
  const path = (process.env.PATH || '').split(delimiter).filter((folder) => !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
  const options = { cwd: root, stdio: 'inherit', shell: isWindows, env: { ...process.env, PATH: path.join(delimiter), ...env } }
  return spawnSync(command, args, options).status === 0
}

const lockText = read(join(root, 'package-lock.json'))
const wanted = sha256(lockText)
const isStamped = () => read(stamp) === wanted

/** npm's own record of what it installed says the same as the lock, so somebody ran `npm ci` by hand. */
const isInstalled = () => {
  const record = read(join(modules, '.package-lock.json'))
  if (!record) return false
  const present = JSON.parse(record).packages
  return Object.entries(JSON.parse(lockText).packages).every(
    ([path, entry]) => path === '' || entry.optional || (present[path] && present[path].version === entry.version),
  )
}

const install = () => {
  if (isStamped()) return
  claim()
  if (!isStamped()) {
    if (!isInstalled()) {
      say('installing packages (npm ci) …')
      if (!run('npm', ['ci', '--no-audit', '--no-fund']))
        fail('npm ci failed, see above. It needs a package registry and room on the disk; then run this again.')
    }
    writeFileSync(stamp, wanted)
  }
  release()
}

const lock = join(root, '.cache', 'ready.lock')
let isHeld = false

/** The lock holds the number of the process that installs. One whose process is gone was left behind and is taken over. */
const claim = () => {
  mkdirSync(dirname(lock), { recursive: true })
  process.on('exit', release)
  for (let waited = 0; !isHeld; waited += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      isHeld = true
    } catch (problem) {
      if (problem.code !== 'EEXIST') throw problem
      if (waited === 0) say('another installation is running, waiting for it …')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
      const owner = Number(read(lock))
      if (owner && !isAlive(owner)) unlinkSync(lock)
    }
  }
}

const release = () => {
  if (isHeld) unlinkSync(lock)
  isHeld = false
}

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch (problem) {
    return problem.code === 'EPERM'
  }
}

const checkNode = () => {
  const own = join(modules, '.bin', isWindows ? 'node.cmd' : 'node')
  const found = existsSync(own) ? spawnSync(own, ['--version'], { encoding: 'utf8', shell: isWindows }).stdout : process.version
  const major = Number((/^v(\d+)/.exec(found || '') || [])[1])
  if (!(major >= 24))
    fail(
      `Node 24 or newer is needed, this is ${(found || 'none').trim()}. On Linux and Windows x64 it comes with npm ci; elsewhere see https://nodejs.org`,
    )
}

const hasBrowser = async () => {
  const { chromiumPath } = await import('./chromium.mjs')
  if (chromiumPath()) return true
  const playwright = await import(pathToFileURL(join(modules, 'playwright', 'index.mjs')).href)
  return existsSync(playwright.chromium.executablePath())
}

const isRoot = typeof process.getuid === 'function' && process.getuid() === 0
const quiet = { DEBIAN_FRONTEND: 'noninteractive' }

/** Each way in turn, until one brings a Chromium. */
const waysToBrowser = [
  () =>
    isRoot &&
    existsSync('/usr/bin/apt-get') &&
    run('apt-get', ['update', '-q'], quiet) &&
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], quiet),
  () => run(process.execPath, [join(modules, 'playwright', 'cli.js'), 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']),
]

const browser = async () => {
  if (await hasBrowser()) return
  say('installing Chromium for the tests …')
  for (const way of waysToBrowser) if (way() && (await hasBrowser())) return
  fail(
    'no Chromium was found and none could be installed. Install Chromium or Chrome, or name one with CHROMIUM_PATH=/path/to/chromium.',
  )
}

const hasPostgres = async () => (await import('./postgres.mjs')).postgresFolder() !== undefined

/** Only its programs are wanted: the cluster that some packages make on the way is left alone, the tests start their own. */
const postgres = async () => {
  if (await hasPostgres()) return
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    say('installing PostgreSQL for the tests …')
    run('apt-get', ['update', '-q'], quiet)
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql'], quiet)
    if (await hasPostgres()) return
  }
  fail(
    'no PostgreSQL server was found for the tests and none could be installed. Install it, or name the folder of its initdb and postgres with PG_BIN=/path/to/bin.',
  )
}

const main = async () => {
  install()
  checkNode()
  if (!process.argv.includes('--browser')) return
  await browser()
  await postgres()
}

main().catch((problem) => fail(problem.stack))
