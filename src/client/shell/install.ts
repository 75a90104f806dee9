import { create } from 'zustand'

/** Chromium's own event; no type library has it. */
type InstallPrompt = Event & {
  readonly prompt: () => Promise<void>
}

type Install = {
  /** Asks the browser to install; undefined while it does not offer to. */
  readonly install: (() => Promise<void>) | undefined
  /** Runs from the home screen already. */
  readonly installed: boolean
}

const runsInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches

export const useInstall = create<Install>()(() => ({ install: undefined, installed: false }))

/** Called once at the start: the browser makes its offer early, and only once. */
export const watchForInstall = (): void => {
  useInstall.setState({ installed: runsInstalled() })
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    const offer = event as InstallPrompt
    useInstall.setState({
      install: async () => {
        // An offer can be made once; a refusal is kept by the browser, which offers again when it sees fit.
        useInstall.setState({ install: undefined })
        await offer.prompt()
      },
    })
  })
  addEventListener('appinstalled', () => useInstall.setState({ install: undefined, installed: true }))
}
