import { useEffect } from 'react'
import { entryLink } from './link.ts'

/** A link that leads in, opened in this very tab, changes the fragment alone: the page is loaded again for it. */
export const useLinks = (): void =>
  useEffect(() => {
    const follow = (): void => {
      const { first, enrol } = entryLink(location.hash)
      if (first || enrol) location.reload()
    }
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
