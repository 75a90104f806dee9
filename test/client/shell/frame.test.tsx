import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { AppFrame, type NavEntry } from '../../../src/client/shell/app-frame.tsx'
import { CrashBoundary } from '../../../src/client/shell/crash.tsx'
import { SettingsMenu } from '../../../src/client/shell/settings-menu.tsx'
import { useUpdate } from '../../../src/client/shell/update.ts'
import { Page } from '../../../src/client/ui/page.tsx'

beforeAll(() => startSpeaking('fr'))

const nav = (count: number): readonly NavEntry[] =>
  Array.from({ length: count }, (_, at) => ({ to: `/place-${at}`, label: `Lieu ${at}`, icon: 'list' as const }))

const bottom = (): HTMLElement => screen.getAllByRole('navigation', { name: 'Navigation principale' })[1] ?? document.body

describe('the frame', () => {
  it('begins with a way to the content, and holds the safety line', () => {
    render(
      <AppFrame nav={nav(3)} safety="Enregistré 14:02">
        <Page title="Site">…</Page>
      </AppFrame>,
    )
    const skip = screen.getByText('Aller au contenu')
    expect(document.querySelector('a')).toBe(skip)
    expect(document.querySelector(skip.getAttribute('href') ?? '')?.tagName).toBe('MAIN')
    expect(screen.getByText('Enregistré 14:02')).toBeTruthy()
    expect(document.title).toBe('Site · Palier')
  })

  it('keeps at most five places under the thumb, and the others behind the fifth', async () => {
    render(<AppFrame nav={nav(7)}>…</AppFrame>)
    expect(within(bottom()).getAllByRole('link').length).toBe(4)
    await userEvent.click(within(bottom()).getByRole('button', { name: 'Plus' }))
    expect(within(bottom()).getAllByRole('link').length).toBe(7)
  })

  it('marks the place one is at, and those under it', () => {
    history.replaceState(null, '', '/place-1/agent-3')
    render(<AppFrame nav={nav(3)}>…</AppFrame>)
    expect(within(bottom()).getByRole('link', { current: 'page' }).textContent).toBe('Lieu 1')
  })

  it('leaves only the work on screen when the conversation comes first', () => {
    render(
      <AppFrame nav={nav(3)} immersive safety="Enregistré 14:02">
        …
      </AppFrame>,
    )
    expect(screen.queryByRole('navigation')).toBeNull()
    expect(screen.getByText('Enregistré 14:02')).toBeTruthy()
  })

  it('tells that a release is ready, and that it waits for the work', () => {
    render(<AppFrame nav={nav(1)}>…</AppFrame>)
    act(() => useUpdate.setState({ state: 'ready' }))
    expect(screen.getByRole('button', { name: 'Mettre à jour' })).toBeTruthy()
    act(() => useUpdate.setState({ state: 'held' }))
    expect(screen.getByText(/attend la fin/)).toBeTruthy()
    act(() => useUpdate.setState({ state: 'current' }))
  })
})

describe('the settings', () => {
  it('change the theme at once and keep it on the device', async () => {
    const speak = vi.fn()
    render(
      <SettingsMenu
        language="fr"
        languages={[
          { value: 'fr', label: 'Français' },
          { value: 'en', label: 'English' },
        ]}
        switchLanguage={speak}
      />,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Réglages' }))
    await userEvent.click(screen.getByLabelText('Sombre'))
    expect([document.documentElement.dataset['theme'], localStorage.getItem('palier.theme')]).toEqual(['dark', 'dark'])
    await userEvent.click(screen.getByLabelText('Comme l’appareil'))
    expect(document.documentElement.dataset['theme']).toBeUndefined()
    await userEvent.click(screen.getByLabelText('English'))
    expect(speak).toHaveBeenCalledWith('en')
  })
})

describe('a defect', () => {
  it('stops the screen, says the work is safe, and can be told to somebody', () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const Broken = (): never => {
      throw new Error('broken on purpose')
    }
    render(
      <CrashBoundary version="1.2.3">
        <Broken />
      </CrashBoundary>,
    )
    expect(screen.getByText('Ce qui était enregistré reste sur cet appareil')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Recharger' })).toBeTruthy()
    expect(document.querySelector('pre')?.textContent).toMatch(/Palier 1\.2\.3[\s\S]*broken on purpose/)
    quiet.mockRestore()
  })
})
