import { useSearchParams } from 'wouter'
import { useLive } from '../../app/context.tsx'
import { ownPacks, type StoredPack } from '../../app/own.ts'

export type LibraryView = {
  readonly packs: readonly StoredPack[]
  /** The one on show: chosen in the address, else the first. Undefined in an empty library. */
  readonly shown: StoredPack | undefined
  readonly show: (id: string) => void
  /** An address within the library that keeps the choice. */
  readonly to: (path: string) => string
}

/** The packs on this device and the one on show; undefined until they were read. */
export const useLibrary = (): LibraryView | undefined => {
  const packs = useLive(ownPacks)
  const [search, setSearch] = useSearchParams()
  if (!packs) return undefined
  const asked = search.get('pack')
  const chosen = packs.find(({ id }) => id === asked)
  return {
    packs,
    shown: chosen ?? packs[0],
    show: (id) => setSearch({ pack: id }, { replace: true }),
    to: (path) => (chosen ? `${path}?pack=${encodeURIComponent(chosen.id)}` : path),
  }
}
