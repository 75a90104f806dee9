import { demonstrationForAssessor, officerRow, type Tablet, tabletWith, throttle } from './tablet.ts'

const rate = 6

/**
 * One cold start without a server: a new browser process, a profile that has the app, the page's processor slowed before
 * the navigation. In milliseconds from the navigation's start to the frame in which the first match of `selector` stands
 * and a tap at its middle reaches it.
 */
export const coldStart = async ({ start, url }: Tablet, selector: string): Promise<number> => {
  const { context, page } = await start()
  let tell: (time: number) => void = () => undefined
  const stands = new Promise<number>((resolve) => {
    tell = resolve
  })
  await page.exposeFunction('benchStands', (time: number) => tell(time))
  await page.addInitScript(tellWhenStands, selector)
  await throttle(page, rate)
  await page.goto(`${url}/assess`, { waitUntil: 'commit' })
  const time = await stands
  await context.close()
  return time
}

const tellWhenStands = (selector: string): void => {
  const tell = (time: number): void => (globalThis as unknown as { benchStands: (time: number) => void }).benchStands(time)
  const look = (): void => {
    if (!document.querySelector(selector)) return
    observer.disconnect()
    requestAnimationFrame(check)
  }
  const check = (): void => {
    const found = document.querySelector(selector)
    const { left, top, width, height } = found?.getBoundingClientRect() ?? new DOMRect()
    const hit = document.elementFromPoint(left + width / 2, top + height / 2)
    if (found && (found === document.body || found.contains(hit))) tell(performance.now())
    else requestAnimationFrame(check)
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-empty'] })
}

/** Cold starts of the app and of an empty React root, in turns, so that whatever else the machine does falls on both. */
export const coldStarts = async (dist: string, emptyDist: string, times: number) => {
  const [app, empty] = [await tabletWith(dist, demonstrationForAssessor), await tabletWith(emptyDist, async () => undefined)]
  const found: { app: number[]; empty: number[] } = { app: [], empty: [] }
  try {
    for (let turn = 0; turn < times; turn += 1) {
      found.app.push(await coldStart(app, officerRow))
      found.empty.push(await coldStart(empty, 'body[data-empty]'))
    }
  } finally {
    app.remove()
    empty.remove()
  }
  return found
}
