import { cleanup, render } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { Gallery } from './gallery.tsx'

beforeAll(() => startSpeaking('fr'))
afterEach(() => {
  cleanup()
  delete document.documentElement.dataset['theme']
})

const violations = async (): Promise<readonly string[]> => {
  const found = await axe.run(document.body, { resultTypes: ['violations'] })
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 250))

const sizes = [
  [1280, 800],
  [800, 1280],
  [390, 844],
] as const

describe('the widgets, seen by axe', () => {
  for (const theme of ['light', 'dark'])
    for (const [width, height] of sizes)
      it(`find nothing to say in ${theme} at ${width} × ${height}`, async () => {
        document.documentElement.dataset['theme'] = theme
        await page.viewport(width, height)
        render(<Gallery />)
        await settled()
        expect(await violations()).toEqual([])
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width)
      })

  it('find nothing to say of an open sheet', async () => {
    await page.viewport(800, 1280)
    render(<Gallery />)
    await userEvent.click(page.getByRole('button', { name: 'Ouvrir la feuille' }))
    await settled()
    expect(await violations()).toEqual([])
  })
})

describe('targets', () => {
  it('are at least 48 px high, wherever a finger goes', async () => {
    await page.viewport(390, 844)
    const { container } = render(<Gallery />)
    const all = [
      ...container.querySelectorAll(
        'button, select, textarea, input:not([type=radio], [type=checkbox]), label:has(input), nav a',
      ),
    ]
    const small = all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 48)
    expect(small.map(({ outerHTML }) => outerHTML)).toEqual([])
  })
})
