import './app/early.ts'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { type App, openApp } from './app/app.ts'
import { isBusy } from './app/busy.ts'
import { AppProvider } from './app/context.tsx'
import { askWhetherAccounts, wayIn } from './app/gate.ts'
import { lossOf, onceItAnswers, useBehind } from './app/loss.ts'
import { foundBeside, openJournal, settle } from './app/second-copy.ts'
import { deviceSigner } from './app/signing.ts'
import { listenForReasonsToSync } from './app/wakes.ts'
import { firstLook, Home, RecoveryHome } from './home.tsx'
import { chosenLanguage, startSpeaking } from './i18n.ts'
import { CrashBoundary } from './shell/crash.tsx'
import { watchForInstall } from './shell/install.ts'
import { applyTheme } from './shell/theme.ts'
import { watchForUpdate } from './shell/update.ts'
import { figuresIn } from './ui/number.ts'

const version = import.meta.env.VITE_VERSION
const journal = openJournal()
/** The start belongs to the person; in milliseconds. */
const afterTheFirstScreen = 1_000
let speaking: Promise<void> = Promise.resolve()

/**
 * Words, database and first render wait for one another only where they must. What the first screen shows is read before it
 * is drawn: a slow tablet draws it once, not first empty and then full.
 */
const start = async (root: Root): Promise<void> => {
  applyTheme()
  watchForInstall()
  speaking = startSpeaking(chosenLanguage(), 'site')
  const way = await wayIn(location, localStorage)
  if (way !== 'open') return startLocked(root, { entry: way === 'entry' })
  const opened = settle(localStorage)
    .then(() => openApp({ version, journal, signer: deviceSigner }))
    .then(async (app) => ({ app, first: await firstLook(app) }))
  // A page's first number formatter is dear: it is made while the browser opens the database.
  figuresIn(chosenLanguage()).integer(0)
  const [{ app, first }] = await Promise.all([opened, speaking])
  // Nobody holds this device yet, so it waits for headquarters anyway: does that ask who one is?
  const isNobodys = !app.identity.administration && !app.lost
  const asked = isNobodys ? await askWhetherAccounts() : undefined
  if (asked?.mode === 'accounts' || (isNobodys && (await wasEnrolled()))) {
    app.runner.stop()
    app.database.close()
    return startLocked(root, { entry: true, fresh: asked?.fresh ?? false })
  }
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
  setTimeout(() => void lookBehind(app), afterTheFirstScreen)
}

/** A tablet that lost everything but sealed work of its profiles tells of that, also without a network. */
const wasEnrolled = async (): Promise<boolean> => (await (await import('./app/lost-work.ts')).workInJournals()).length > 0

/** Where there are accounts, everything of theirs is a chapter of its own: a tablet without them never loads it. */
const startLocked = async (root: Root, parts: { readonly entry: boolean; readonly fresh?: boolean }): Promise<void> => {
  const [{ startVaulted }] = await Promise.all([import('./vaulted.tsx'), settle(localStorage), speaking])
  await startVaulted({ root, version, ...parts })
  void watchForUpdate({ isBusy })
}

/** Once the first screen stands: is there work in the journal that the database lacks? */
const lookBehind = async (app: App): Promise<void> => {
  const { watchJournal } = await import('./app/watch-journal.ts')
  if (await watchJournal(app, journal)) useBehind.setState({ behind: true })
}

/** A defect at the start says so, with what to do: never a white page. */
const Broken = ({ error }: { readonly error: unknown }): never => {
  throw error
}

const place = document.getElementById('root')
if (place) {
  const root = createRoot(place)
  start(root).catch(async (error: unknown) => {
    const loss = lossOf(error)
    if (loss === 'unreadable' && (await foundBeside(localStorage))) return location.reload()
    onceItAnswers(error, () => location.reload())
    await speaking.catch(() => undefined)
    root.render(
      <CrashBoundary version={version}>
        {loss ? <RecoveryHome loss={loss} journal={journal} /> : <Broken error={error} />}
      </CrashBoundary>,
    )
  })
}
