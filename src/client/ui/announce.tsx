import { useSyncExternalStore } from 'react'
import { VisuallyHidden } from './visually-hidden.tsx'

type Said = { readonly calm: string; readonly urgent: string }

let said: Said = { calm: '', urgent: '' }
const listeners = new Set<() => void>()

/**
 * Says a sentence to whoever listens rather than looks. Urgent interrupts: keep it for work at risk. The same sentence
 * twice is said twice, hence the invisible mark.
 */
export const announce = (text: string, { urgent = false }: { readonly urgent?: boolean } = {}): void => {
  const place = urgent ? 'urgent' : 'calm'
  said = { ...said, [place]: said[place] === text ? `${text}\u00a0` : text }
  for (const listener of listeners) listener()
}

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const current = (): Said => said

/** The regions `announce` speaks through. Drawn once, by the frame, before anything is said. */
export const Announcer = () => {
  const { calm, urgent } = useSyncExternalStore(listen, current)
  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite">
        {calm}
      </span>
      <span role="alert" aria-live="assertive">
        {urgent}
      </span>
    </VisuallyHidden>
  )
}
