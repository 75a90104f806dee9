import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openApp } from './app/app.ts'
import { isBusy } from './app/busy.ts'
import { AppProvider } from './app/context.tsx'
import { listenForReasonsToSync } from './app/wakes.ts'
import { Home } from './home.tsx'
import { chosenLanguage, startSpeaking } from './i18n.ts'
import { CrashBoundary } from './shell/crash.tsx'
import { applyTheme } from './shell/theme.ts'
import { watchForUpdate } from './shell/update.ts'

const version = import.meta.env.VITE_VERSION

/** Words, database and first render wait for one another only where they must. */
const start = async (root: HTMLElement): Promise<void> => {
  applyTheme()
  const [app] = await Promise.all([openApp({ version }), startSpeaking(chosenLanguage(), 'site')])
  createRoot(root).render(
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

const root = document.getElementById('root')
if (root) void start(root)
