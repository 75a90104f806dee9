import './app/early.ts'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { openApp } from './app/app.ts'
import { isBusy } from './app/busy.ts'
import { AppProvider } from './app/context.tsx'
import { openJournal } from './app/second-copy.ts'
import { deviceSigner } from './app/signing.ts'
import { listenForReasonsToSync } from './app/wakes.ts'
import { firstLook, Home } from './home.tsx'
import { chosenLanguage, startSpeaking } from './i18n.ts'
import { CrashBoundary } from './shell/crash.tsx'
import { watchForInstall } from './shell/install.ts'
import { applyTheme } from './shell/theme.ts'
import { watchForUpdate } from './shell/update.ts'
import { figuresIn } from './ui/number.ts'

const version = import.meta.env.VITE_VERSION

/**
 * Words, database and first render wait for one another only where they must. What the first screen shows is read before it
 * is drawn: a slow tablet draws it once, not first empty and then full.
 */
const start = async (root: Root): Promise<void> => {
  applyTheme()
  watchForInstall()
  const opened = openApp({ version, journal: openJournal(), signer: deviceSigner }).then(async (app) => ({
    app,
    first: await firstLook(app),
  }))
  // A page's first number formatter is dear: it is made while the browser opens the database.
  figuresIn(chosenLanguage()).integer(0)
  const [{ app, first }] = await Promise.all([opened, startSpeaking(chosenLanguage(), 'site')])
  root.render(
    <StrictMode>
      <CrashBoundary version={version}>
        <AppProvider app={app}>
          <Home first={first} />
        </AppProvider>
      </CrashBoundary>
    </StrictMode>,
  )
  listenForReasonsToSync(app)
  void watchForUpdate({ isBusy })
}

/** A device on which not even the database opens says so, with what to do: never a white page. */
const Broken = ({ error }: { readonly error: unknown }): never => {
  throw error
}

const place = document.getElementById('root')
if (place) {
  const root = createRoot(place)
  start(root).catch((error: unknown) =>
    root.render(
      <CrashBoundary version={version}>
        <Broken error={error} />
      </CrashBoundary>,
    ),
  )
}
