import { create } from 'zustand'

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'palier.theme'

const keptTheme = (): Theme => {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'auto'
  } catch {
    return 'auto'
  }
}

export const useTheme = create<{ readonly theme: Theme; readonly choose: (theme: Theme) => void }>()((set) => ({
  theme: keptTheme(),
  choose: (theme) => {
    set({ theme })
    applyTheme(theme)
    try {
      localStorage.setItem(key, theme)
    } catch {
      // Storage is refused: the choice lasts as long as the tab.
    }
  },
}))

/** Called before the first render, so that nobody is dazzled at night. */
export const applyTheme = (theme: Theme = keptTheme()): void => {
  if (theme === 'auto') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
