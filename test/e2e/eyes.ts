import type { Page } from 'playwright'

/** Lines that tell when and where, not what: they differ from device to device by right. */
const ofTheDevice = /siège|Dernier contact|^il y a |^à l’instant|^maintenant/

/** What a report says, line by line: every word and digit of it that must be the same on two devices. */
export const figuresOf = async (page: Page): Promise<readonly string[]> => {
  const text = await page.getByRole('main').innerText()
  return text.split('\n').filter((line) => line.trim() !== '' && !ofTheDevice.test(line))
}
