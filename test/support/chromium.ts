import { readFileSync, readlinkSync } from 'node:fs'
import { type BrowserContext, chromium, type LaunchOptions } from 'playwright'
import { chromiumArguments, chromiumPath } from '../../scripts/chromium.mjs'

const launching: LaunchOptions = {
  ...(chromiumPath() ? { executablePath: chromiumPath() as string } : {}),
  args: chromiumArguments,
  headless: true,
}

/** How long a test waits for what must come to the screen, in milliseconds. */
export const patience = 40_000

export const tablet = { width: 1280, height: 800 }
export const upright = { width: 800, height: 1280 }

/** A browser profile in a folder of its own: what is stored there outlives the browser, as on a tablet. */
export const openProfile = async (folder: string, viewport = tablet, locale = 'fr-FR'): Promise<BrowserContext> => {
  const context = await chromium.launchPersistentContext(folder, {
    ...launching,
    viewport,
    locale,
    timezoneId: 'Africa/Bamako',
  })
  context.setDefaultTimeout(patience)
  return context
}

/** Kills the browser of a profile at once, as a power cut would. Only the process that this test started. */
export const killBrowser = async (context: BrowserContext, folder: string): Promise<void> => {
  const { execFileSync } = await import('node:child_process')
  const listed = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 32 * 1024 * 1024 })
  const own = listed.split('\n').filter((line) => line.includes(`--user-data-dir=${folder}`) && !line.includes('--type='))
  const gone = new Promise((resolve) => context.once('close', resolve))
  for (const line of own) process.kill(Number.parseInt(line.trim(), 10), 'SIGKILL')
  await gone
}

/** Kills every process of a profile's browser in one blow: none is left to write what another had begun. */
export const killWhole = async (context: BrowserContext, folder: string): Promise<void> => {
  const pid = /-(\d+)$/.exec(readlinkSync(`${folder}/SingletonLock`))?.[1]
  const group = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2])
  if (!(group > 1) || group === process.pid) throw new Error('the browser has no process group of its own')
  const gone = new Promise((resolve) => context.once('close', resolve))
  process.kill(-group, 'SIGKILL')
  await gone
}

export const launchBrowser = (more: readonly string[] = []) =>
  chromium.launch({ ...launching, args: [...chromiumArguments, ...more] })
