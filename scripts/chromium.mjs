// Finds the Chromium that the browser tests and the benchmark drive. Plain JavaScript that an old Node can read.
import { existsSync } from 'node:fs'

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a Chromium on this machine, or undefined where only Playwright's own may exist. */
export const chromiumPath = () => candidates.find((path) => path && existsSync(path))

const isRoot = typeof process.getuid === 'function' && process.getuid() === 0

/** No sandbox where root runs it (Chromium refuses otherwise), and no talk to anybody but this machine. */
export const chromiumArguments = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]
