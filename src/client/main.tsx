import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { openApp } from './app/app.ts'
import { isBusy } from './app/busy.ts'
import { AppProvider } from './app/context.tsx'
import { listenForReasonsToSync } from './app/wakes.ts'
import { Home } from './home.tsx'
import { chosenLanguage, startSpeaking } from './i18n.ts'
import { CrashBoundary } from './shell/crash.tsx'
import { watchForInstall } from './shell/install.ts'
import { applyTheme } from './shell/theme.ts'
import { watchForUpdate } from './shell/update.ts'

const version = import.meta.env.VITE_VERSION

/** Words, database and first render wait for one another only where they must. */
const start = async (root: Root): Promise<void> => {
  applyTheme()
  watchForInstall()
  const [app] = await Promise.all([openApp({ version }), startSpeaking(chosenLanguage(), 'site')])
  root.render(
    <StrictMode>
      <CrashBoundary version={version}>
        <AppProvider app={app}>
          <Home />
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
