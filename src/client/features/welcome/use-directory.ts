import { useCallback, useEffect, useState } from 'react'
import { type DirectoryEntry, directory } from '../../app/start.ts'

/** What the server was found to hold. *Offline* is not *empty*: nobody may take one for the other. */
export type Directory =
  | { readonly state: 'asking' }
  | { readonly state: 'offline' }
  | { readonly state: 'known'; readonly entries: readonly DirectoryEntry[] }

/** Asks the server on arrival, and again when a person or the network says so. */
export const useDirectory = (): { readonly found: Directory; readonly ask: () => Promise<Directory> } => {
  const [found, setFound] = useState<Directory>({ state: 'asking' })
  const ask = useCallback(async (): Promise<Directory> => {
    setFound({ state: 'asking' })
    const answer = await directory()
    const next: Directory = answer.ok ? { state: 'known', entries: answer.value } : { state: 'offline' }
    setFound(next)
    return next
  }, [])

  useEffect(() => {
    const again = (): void => void ask()
    again()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [ask])

  return { found, ask }
}
