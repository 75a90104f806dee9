import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright'
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

/** Every browser and every profile that was opened, for whoever wants to see what a test had before its eyes. */
const opened = { browsers: new Set<Browser>(), profiles: new Set<BrowserContext>() }

/** What stands on each open page: address and words. A page that does not answer within three seconds says that. */
export const onScreens = (): Promise<readonly string[]> =>
  Promise.all(
    [...opened.profiles, ...[...opened.browsers].flatMap((browser) => browser.contexts())]
      .flatMap((context) => context.pages())
      .map(async (page) => {
        const late = new Promise<string>((resolve) => setTimeout(() => resolve('(no answer)'), 3_000))
        const words = page.evaluate(() => document.body.innerText || `(no words) ${document.documentElement.outerHTML}`)
        return `${page.url()}\n${(await Promise.race([words.catch(String), late])).slice(0, 1_500)}`
      }),
  )

/** A browser profile in a folder of its own: what is stored there outlives the browser, as on a tablet. */
export const openProfile = async (folder: string, viewport = tablet, locale = 'fr-FR'): Promise<BrowserContext> => {
  const context = await chromium.launchPersistentContext(folder, {
    ...launching,
    viewport,
    locale,
    timezoneId: 'Africa/Bamako',
  })
  context.setDefaultTimeout(patience)
  opened.profiles.add(context)
  context.once('close', () => opened.profiles.delete(context))
  return context
}

/** Kills the browser of a profile at once, as a power cut would. Only the process that this test started. */
export const killBrowser = async (context: BrowserContext, folder: string): Promise<void> => {
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
  while (isAlive(group)) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Whether a process of the group still holds files: one that waits for a disk dies when that has answered. */
const isAlive = (group: number): boolean =>
  execFileSync('ps', ['-eo', 'pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .some((line) => Number.parseInt(line, 10) === group && !/\sZ/.test(line))

export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> => {
  const browser = await chromium.launch({ ...launching, args: [...chromiumArguments, ...more] })
  opened.browsers.add(browser)
  return browser
}
