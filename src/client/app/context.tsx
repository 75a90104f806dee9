import { useLiveQuery } from 'dexie-react-hooks'
import { createContext, type ReactNode, useContext } from 'react'
import type { App } from './app.ts'

const AppContext = createContext<App | null>(null)

export const AppProvider = ({ app, children }: { readonly app: App; readonly children: ReactNode }) => (
  <AppContext value={app}>{children}</AppContext>
)

/** The app that `main.tsx` composed. */
export const useApp = (): App => {
  const app = useContext(AppContext)
  if (!app) throw new Error('no app above this component')
  return app
}

/**
 * What a query finds now and after every change of what it read; until it has answered once, `first`: what was read before
 * the screen was drawn, or `undefined`.
 */
export const useLive = <Found,>(
  query: (app: App) => Promise<Found>,
  on: readonly unknown[] = [],
  first?: Found,
): Found | undefined => {
  const app = useApp()
  // Async on purpose: Dexie follows what is read after an await only in a querier that is an async function itself.
  return useLiveQuery(async () => query(app), [app, ...on], first)
}
