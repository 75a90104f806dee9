import { create } from 'zustand'

/** How the person at this device likes to score. Kept on the device, never sent. */
export type Preferences = {
  readonly view: 'ladder' | 'grid'
  /** Goes on to the next competency once a tap is saved. Off until somebody turns it on. */
  readonly autoAdvance: boolean
  /** Letters and digits as shortcuts; whoever dictates or uses a switch may need them off. */
  readonly shortcuts: boolean
}

type Store = Preferences & { readonly prefer: (wish: Partial<Preferences>) => void }

const name = 'palier.scoring'
const plain: Preferences = { view: 'ladder', autoAdvance: false, shortcuts: true }

const kept = (): Preferences => {
  try {
    const found = JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Preferences>
    return {
      view: found.view === 'grid' ? 'grid' : 'ladder',
      autoAdvance: found.autoAdvance === true,
      shortcuts: found.shortcuts !== false,
    }
  } catch {
    return plain
  }
}

export const usePreferences = create<Store>()((set, get) => ({
  ...kept(),
  prefer: (wish) => {
    set(wish)
    const { view, autoAdvance, shortcuts } = get()
    try {
      localStorage.setItem(name, JSON.stringify({ view, autoAdvance, shortcuts }))
    } catch {
      // Storage is refused: the wish lasts as long as the tab.
    }
  },
}))
