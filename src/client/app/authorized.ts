import { useSession } from './session.ts'

/**
 * Asks in the name of whoever has opened the profile, and as nobody where there are no accounts. The credential goes into a header
 * alone: no cookie that the browser would send by itself, no address that a log would keep.
 */
export const authorized: typeof fetch = (input, init) => {
  const { session } = useSession.getState()
  if (!session) return fetch(input, init)
  const headers = new Headers(init?.headers)
  headers.set('authorization', `Bearer ${session.token()}`)
  return fetch(input, { ...init, headers })
}
