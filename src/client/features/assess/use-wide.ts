import { useSyncExternalStore } from 'react'

/** True where a rail has its place beside the panel: a tablet held across, a desk. */
export const useWide = (): boolean => useSyncExternalStore(listen, isWide, () => true)

const query = '(min-width: 900px)'

const isWide = (): boolean => globalThis.matchMedia?.(query).matches ?? true

const listen = (changed: () => void): (() => void) => {
  const media = globalThis.matchMedia?.(query)
  media?.addEventListener('change', changed)
  return () => media?.removeEventListener('change', changed)
}
