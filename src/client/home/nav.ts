import { useTranslation } from 'react-i18next'
import type { Place } from '../app/places.ts'
import type { NavEntry } from '../shell/app-frame.tsx'

/** Accounts, tablets, what was refused of them and the log of all that are one subject with four pages: one entry leads to all. */
const withAccounts: readonly string[] = ['/tablets', '/quarantine', '/journal']

const icons: Readonly<Record<Exclude<Place, 'tablets' | 'journal'>, NavEntry['icon']>> = {
  assess: 'tablet',
  gaps: 'chart',
  campaigns: 'campaign',
  people: 'people',
  library: 'book',
  accounts: 'lock',
  quarantine: 'flag',
  'my-file': 'person',
  sync: 'sync',
}

/** The places as entries of the bars. */
export const useNav = (places: readonly Place[]): readonly NavEntry[] => {
  const { t } = useTranslation('shell')
  const isOne = places.includes('accounts')
  return places.flatMap((place) => {
    if (place === 'tablets' || place === 'journal' || (place === 'quarantine' && isOne)) return []
    const entry = { to: `/${place}`, label: t(`places.${place}`), icon: icons[place] }
    return [place === 'accounts' ? { ...entry, also: withAccounts } : entry]
  })
}
