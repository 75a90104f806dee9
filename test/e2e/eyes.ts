import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { expect } from 'vitest'

/** What can be seen of a screen, whatever it shows: each answers with the offenders, named so that they can be found. */

/** Lines that tell when and where, not what: they differ from device to device by right. */
const ofTheDevice = /siège|Dernier contact|^il y a |^à l’instant|^maintenant/

/** What a report says, line by line: every word and digit of it that must be the same on two devices. */
export const figuresOf = async (page: Page): Promise<readonly string[]> => {
  await settled(page)
  const text = await page.getByRole('main').innerText()
  return text.split('\n').filter((line) => line.trim() !== '' && !ofTheDevice.test(line))
}

/** The screen stands: its title is there, and nothing is being loaded any more. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('main h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('[class*="skeleton_"]') === null)
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe is asked: everything, what a theme changes, or what it does not. */
type Asked = 'all' | 'colours' | 'shapes'

/** Breaches of WCAG 2.2 AA, as axe finds them; each kind with its first places. */
export const breaches = async (page: Page, asked: Asked = 'all'): Promise<readonly string[]> => {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  if (asked === 'colours') axe.withRules(['color-contrast'])
  else axe.withTags(rules)
  if (asked === 'shapes') axe.disableRules(['color-contrast'])
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => {
    const first = nodes.slice(0, 3).map(({ target, failureSummary = '' }) => `${target} ${failureSummary.replace(/\s+/g, ' ')}`)
    return `${id}, ${nodes.length} times: ${first.join(' | ')}`
  })
}

/** Draws also what lies outside of the screen: axe reads the colours of what was never drawn from before a change of theme. */
export const drawAll = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { content-visibility: visible !important }')
    document.adoptedStyleSheets.push(sheet)
  })

/** What makes the page wider than the screen. */
export const overflows = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    // After a change of size the page is laid out with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    // What scrolls by itself widens nothing outside of it.
    const scrolls = (element: Element): boolean =>
      getComputedStyle(element).overflowX !== 'visible' && element.getBoundingClientRect().right <= clientWidth + 1
    const contained = (element: Element | null): boolean =>
      element !== null && element !== document.body && (scrolls(element) || contained(element.parentElement))
    const wide = [...document.querySelectorAll('main *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1 && !contained(element.parentElement),
    )
    const names = wide
      .slice(0, 5)
      .map((element) => `${element.tagName} ${element.className} « ${element.textContent?.slice(0, 40)} »`)
    return [`${scrollWidth} px on ${clientWidth}`, ...names]
  })

/** Targets smaller than 48 × 48 px. A link within a sentence is as high as its line, and may be. */
export const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const least = 47.5
    const targets = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role="button"]')
    return [...targets].flatMap((target) => {
      // A radio or a box is as large as the line that it stands in.
      const area = target.closest('label') ?? target
      const { width, height } = area.getBoundingClientRect()
      const style = getComputedStyle(target)
      const hidden = width === 0 || style.visibility === 'hidden' || target.closest('[inert], [hidden]') !== null
      const offScreen = style.position === 'absolute' && width <= 1
      const inSentence = target.tagName === 'A' && style.display === 'inline' && target.closest('p, li') !== null
      // A link stretched over its row is as large as the row.
      const cover = getComputedStyle(target, '::after')
      const stretched = cover.position === 'absolute' && cover.content !== 'none'
      if (hidden || offScreen || inSentence || stretched || (width >= least && height >= least)) return []
      const name = target.getAttribute('aria-label') ?? area.textContent?.trim().slice(0, 40)
      return [`${target.tagName} « ${name} » ${Math.round(width)}×${Math.round(height)}`]
    })
  })

/** Words that nobody wrote: keys of the dictionary, or blanks left open. */
export const unspoken = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const attributes = ['aria-label', 'placeholder', 'title', 'alt']
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) texts.push(...attributes.flatMap((name) => node.getAttribute(name) ?? []))
      else texts.push(node.textContent ?? '')
    }
    return texts.filter((text) => /^[a-z-]+(:[a-zA-Z-]+)?(\.[a-zA-Z0-9-]+)+$|\{\{|\bundefined\b|\[object /.test(text.trim()))
  })

/** Listens to what the page complains about from here on. A failed request is no complaint: without a network many fail. */
export const complaintsOf = (page: Page): string[] => {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    const failed = message.text().startsWith('Failed to load resource')
    if ((message.type() === 'error' || message.type() === 'warning') && !failed) heard.push(message.text())
  })
  return heard
}

/** By day and by night, on a phone and on a tablet either way up: nothing overflows, is too small, breaks a rule or goes unsaid. */
export const expectGoodScreen = async (page: Page): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 800, height: 1280 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(viewport)
      const where = `${colorScheme} ${viewport.width}`
      expect(await overflows(page), where).toEqual([])
      expect(await smallTargets(page), where).toEqual([])
      expect(await breaches(page), where).toEqual([])
      expect(await unspoken(page), where).toEqual([])
    }
  }
}
