import { useSyncExternalStore } from 'react'

const listen = (listener: () => void): (() => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/**
 * Whether the device believes it has a network. A hint only, for words on the screen: a captive portal says yes too, and
 * nothing but a receipt says that work has arrived.
 */
export const useOnline = (): boolean => useSyncExternalStore(listen, () => navigator.onLine)
