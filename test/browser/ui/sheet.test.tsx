import '../../../src/client/ui/tokens.css'
import '../../../src/client/ui/base.css'
import { cleanup, render } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { Button } from '../../../src/client/ui/button.tsx'
import { Sheet } from '../../../src/client/ui/sheet.tsx'

beforeAll(() => startSpeaking('fr'))
afterEach(cleanup)

const Owner = () => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Ouvrir</Button>
      <Sheet open={open} onClose={() => setOpen(false)} title="Commentaire">
        <Button>Dedans</Button>
      </Sheet>
    </>
  )
}

const opener = page.getByRole('button', { name: 'Ouvrir' })
const sheet = page.getByRole('dialog', { name: 'Commentaire' })

describe('a sheet', () => {
  it('bears its title, and nothing of it exists before it opens', async () => {
    render(<Owner />)
    expect(document.querySelector('h2')).toBeNull()
    await userEvent.click(opener)
    await expect.element(sheet).toBeVisible()
  })

  it('closes by Esc and gives the focus back', async () => {
    render(<Owner />)
    await userEvent.click(opener)
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Fermer')
    await userEvent.keyboard('{Escape}')
    await expect.element(sheet).not.toBeInTheDocument()
    expect(document.activeElement?.textContent).toBe('Ouvrir')
  })

  it('closes by a press outside, not by one inside', async () => {
    render(<Owner />)
    await userEvent.click(opener)
    await userEvent.click(page.getByRole('button', { name: 'Dedans' }))
    await expect.element(sheet).toBeVisible()
    document.querySelector('dialog')?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
    await expect.element(sheet).not.toBeInTheDocument()
  })

  it('closes by its cross, and opens again', async () => {
    render(<Owner />)
    for (let time = 0; time < 2; time += 1) {
      await userEvent.click(opener)
      await userEvent.click(page.getByRole('button', { name: 'Fermer' }))
      await expect.element(sheet).not.toBeInTheDocument()
    }
  })

  it('leaves with its owner without keeping the page inert', async () => {
    const { unmount } = render(<Owner />)
    await userEvent.click(opener)
    unmount()
    expect(document.querySelector('dialog')).toBeNull()
  })
})
